#include "json/fields.hpp"

#include <algorithm>

#include "plugin/number.hpp"

namespace fedcloud::json {
namespace {

void keep_first(std::optional<ParseError>& error, ParseError found) {
    if (!error) {
        error = std::move(found);
    }
}

std::string words_of(const std::vector<std::string_view>& words) {
    std::string text;
    for (const auto word : words) {
        text.append(text.empty() ? "" : ", ").append(word);
    }
    return text;
}

}  // namespace

const Form any_text{"a string", [](std::string_view) { return true; }};
const Form some_text{"a string that is not empty",
                     [](std::string_view text) { return !text.empty(); }};

Fields::Fields(const Value& object, const Path& path, std::optional<ParseError>& error)
    : object_(object), path_(path), error_(error) {
    if (object.type != Value::Type::object && !error) {
        error = path.fail("an object", &object).error;
    }
}

void Fields::refuse(std::string_view name, std::string expected, const Value* found) const {
    if (error_) {
        return;
    }
    error_ = Path(path_, name).fail(std::move(expected), found).error;
    if (found == nullptr) {
        error_->found = "no such member";
    }
}

const Value* Fields::find(std::string_view name, Value::Type type,
                          std::string_view expected) const {
    const Value* const member = object_.find(name);
    if (member != nullptr && member->type != type) {
        refuse(name, std::string(expected), member);
        return nullptr;
    }
    return member;
}

void Fields::require(std::string_view name, std::string_view expected) const {
    if (object_.find(name) == nullptr) {
        refuse(name, std::string(expected), nullptr);
    }
}

std::string Fields::text(std::string_view name, const Form& form) const {
    const Value* const member = find(name, Value::Type::string, form.expected);
    if (member == nullptr) {
        return {};
    }
    if (!form.fits(member->text)) {
        refuse(name, std::string(form.expected), member);
        return {};
    }
    return member->text;
}

std::string Fields::required_text(std::string_view name, const Form& form) const {
    require(name, form.expected);
    return text(name, form);
}

std::vector<std::string> Fields::texts(std::string_view name, const Form& form) const {
    std::vector<std::string> all;
    each(name, [&](const Value& element, const Path& path) {
        if (element.type != Value::Type::string || !form.fits(element.text)) {
            keep_first(error_, path.fail(std::string(form.expected), &element).error);
        } else {
            all.push_back(element.text);
        }
    });
    return all;
}

std::optional<bool> Fields::flag(std::string_view name) const {
    const Value* const member = find(name, Value::Type::boolean, "true or false");
    return member == nullptr ? std::nullopt : std::optional(member->text == "true");
}

bool Fields::required_flag(std::string_view name) const {
    require(name, "true or false");
    return flag(name).value_or(false);
}

std::optional<std::int64_t> Fields::integer(std::string_view name, std::int64_t least,
                                            std::int64_t most) const {
    const auto expected =
        "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
    const Value* const member = find(name, Value::Type::number, expected);
    if (member == nullptr) {
        return std::nullopt;
    }
    const auto number = plugin::parse_integer<std::int64_t>(member->text);
    if (!number || *number < least || *number > most) {
        refuse(name, expected, member);
        return std::nullopt;
    }
    return number;
}

plugin::UtcTime Fields::required_time(std::string_view name) const {
    constexpr std::string_view expected = "a time such as 2026-11-21T14:00:00Z";
    require(name, expected);
    const Value* const member = find(name, Value::Type::string, expected);
    const auto time = member == nullptr ? std::nullopt : plugin::parse_utc_time(member->text);
    if (!time) {
        refuse(name, std::string(expected), member);
    }
    return time.value_or(plugin::UtcTime());
}

std::size_t Fields::required_choice(std::string_view name,
                                    const std::vector<std::string_view>& words) const {
    const Value* const member = object_.find(name);
    const auto found = member == nullptr || member->type != Value::Type::string
                           ? words.end()
                           : std::find(words.begin(), words.end(), member->text);
    if (found == words.end()) {
        refuse(name, "one of " + words_of(words), member);
        return 0;
    }
    return static_cast<std::size_t>(found - words.begin());
}

void Fields::refuse_others(const std::vector<std::string_view>& known) const {
    if (object_.type != Value::Type::object) {
        return;
    }
    const auto& members = object_.children;
    for (auto member = members.begin(); member != members.end(); ++member) {
        if (std::find(known.begin(), known.end(), member->key) == known.end()) {
            refuse(member->key, "no such member, but any of " + words_of(known), &*member);
        } else if (std::any_of(members.begin(), member,
                               [&](const Value& before) { return before.key == member->key; })) {
            refuse(member->key, "this member only once", &*member);
        }
    }
}

}  // namespace fedcloud::json
