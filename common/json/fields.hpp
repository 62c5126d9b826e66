// The members of a JSON object that people or programs of ours have written, read by their type.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/value.hpp"
#include "plugin/timestamp.hpp"

namespace fedcloud::json {

// What a text must be like, in words for the error.
struct Form {
    std::string_view expected;
    bool (*fits)(std::string_view text);
};

extern const Form any_text;
extern const Form some_text;  // not empty

// Each reading function returns an empty value where the member is wrong; the first error of a
// document is kept in `error`, placed by a JSON pointer, so that a reader can ask once, at its end.
// A member that is null is one that is not there.
class Fields {
  public:
    // Precondition of all: `object`, `path` and `error` outlive this.
    Fields(const Value& object, const Path& path, std::optional<ParseError>& error);

    std::string text(std::string_view name, const Form& form = any_text) const;  // may be missing
    std::string required_text(std::string_view name, const Form& form = some_text) const;
    std::vector<std::string> texts(std::string_view name, const Form& form = some_text) const;
    bool required_flag(std::string_view name) const;
    std::optional<bool> flag(std::string_view name) const;
    // Whole numbers of `least` to `most`.
    std::optional<std::int64_t> integer(std::string_view name, std::int64_t least,
                                        std::int64_t most) const;
    // "2026-11-21T14:00:00Z"
    plugin::UtcTime required_time(std::string_view name) const;
    // The index of the word, one of `words`.
    std::size_t required_choice(std::string_view name,
                                const std::vector<std::string_view>& words) const;

    // Does read(value, path) with each element of an array, which may be missing.
    template <typename Read>
    void each(std::string_view name, Read&& read) const {
        const Value* const array = find(name, Value::Type::array, "an array");
        const Path below(path_, name);
        for (std::size_t i = 0; array != nullptr && i < array->children.size(); ++i) {
            read(array->children[i], Path(below, i));
        }
    }
    // The same with each member of an object; its name is value.key.
    template <typename Read>
    void each_member(std::string_view name, Read&& read) const {
        const Value* const object = find(name, Value::Type::object, "an object");
        const Path below(path_, name);
        for (std::size_t i = 0; object != nullptr && i < object->children.size(); ++i) {
            const Value& member = object->children[i];
            read(member, Path(below, member.key));
        }
    }
    // Does read(value, path) with a member that is there, whatever its type.
    template <typename Read>
    void with(std::string_view name, Read&& read) const {
        if (const Value* member = object_.find(name)) {
            read(*member, Path(path_, name));
        }
    }

    // Missing is an error.
    void require(std::string_view name, std::string_view expected) const;
    // For what is written by hand: a name that is not known is a mistake, and so is the same one
    // twice.
    void refuse_others(const std::vector<std::string_view>& known) const;
    void refuse(std::string_view name, std::string expected, const Value* found) const;

  private:
    const Value* find(std::string_view name, Value::Type type, std::string_view expected) const;

    const Value& object_;
    const Path& path_;
    std::optional<ParseError>& error_;
};

}  // namespace fedcloud::json
