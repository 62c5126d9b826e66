// JSON from outside as a tree of bounded depth and size, and the places in it.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/expected.hpp"
#include "plugin/parse_error.hpp"

namespace fedcloud::json {

using plugin::ParseError;

// Numbers keep their text, which the usual trees of JSON libraries lose.
struct Value {
    enum class Type { null, boolean, number, string, array, object };
    Type type = Type::null;
    std::string key;   // in an object
    std::string text;  // of a string, number or boolean
    std::vector<Value> children;

    // The member of that name (the last one of several), nullptr if there is none or it is null.
    const Value* find(std::string_view name) const;
    // The same, one name after the other.
    const Value* find(std::initializer_list<std::string_view> names) const;
    // The text of the string member of that name; empty if there is none, or it is no string.
    std::string string(std::string_view name) const;
    // The elements of the array of that name; none if there is none, or it is no array.
    const std::vector<Value>& list(std::string_view name) const;
};

// Deeper nesting and more values (a caller may allow fewer) are refused while reading, before they
// cost anything. So are
// numbers that no double can hold.
inline constexpr std::size_t depth_limit = 32;
inline constexpr std::size_t value_limit = 1'000'000;

// Errors are placed by "line 1, column 17" if the text is no JSON in UTF-8, by a JSON pointer (RFC
// 6901) if a limit is passed.
Expected<Value, ParseError> parse(std::string_view body, std::size_t most_values = value_limit);

// The way from the root to a value. It lives on the stack of the functions that walk down, and
// becomes text only when something is wrong there.
class Path {
  public:
    Path() = default;
    Path(const Path& parent, std::string_view key) : parent_(&parent), key_(key) {}
    Path(const Path& parent, std::size_t index)
        : parent_(&parent), index_(index), is_index_(true) {}

    std::string pointer() const;  // "the document" for the root
    Unexpected<ParseError> fail(std::string expected, const Value* found) const;

  private:
    const Path* parent_ = nullptr;
    std::string_view key_;
    std::size_t index_ = 0;
    bool is_index_ = false;
};

// Appends "/" and `key` as RFC 6901 section 3 escapes it; of a key of more than 80 bytes the
// beginning, and "…".
void append_pointer(std::string& pointer, std::string_view key);

}  // namespace fedcloud::json
