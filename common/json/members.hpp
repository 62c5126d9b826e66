// Strict reading of an object that a person wrote: each member has a type, a shape and a place.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "json/value.hpp"

namespace fedcloud::json {

// What a text must be like, in words that complete "expected …".
struct TextRule {
    std::string_view in_words;
    bool (*fits)(std::string_view);
};

// The members of one object. The first fault of a document is kept in `fault`, which all readers of
// the document share; from then on every member reads as if it were missing, so that a reader is a
// plain list of its members and looks at `fault` once, at the end.
class Members {
  public:
    using Fault = std::optional<ParseError>;

    Members(const Value& object, const Path& path, Fault& fault);

    // Faults: members of other names, of the same name twice, and of `required` those that are not
    // there.
    void allow(std::initializer_list<std::string_view> names,
               std::initializer_list<std::string_view> required = {});

    // A missing member is empty, or `preset`. null is a value of the wrong type.
    std::string text(std::string_view name, const TextRule& rule);
    int whole_number(std::string_view name, int least, int most, int preset);
    bool boolean(std::string_view name);
    using Visit = std::function<void(const Value&, const Path&)>;
    void each_element(std::string_view name, const Visit& visit);
    void each_member(std::string_view name, const Visit& visit);

    // A value by itself, such as an element of an array.
    static std::string text(const Value& value, const Path& path, const TextRule& rule,
                            Fault& fault);

  private:
    const Value* find(std::string_view name, Value::Type type, std::string_view in_words);
    void each(std::string_view name, Value::Type type, std::string_view in_words,
              const Visit& visit);

    const Value& object_;
    const Path& path_;
    Fault& fault_;
};

}  // namespace fedcloud::json
