#include "json/members.hpp"

#include <algorithm>

#include "plugin/number.hpp"

namespace fedcloud::json {
namespace {

using Type = Value::Type;

}  // namespace

Members::Members(const Value& object, const Path& path, Fault& fault)
    : object_(object), path_(path), fault_(fault) {
    if (!fault_ && object.type != Type::object) {
        fault_ = path.fail("an object", &object).error;
    }
}

void Members::allow(std::initializer_list<std::string_view> names,
                    std::initializer_list<std::string_view> required) {
    if (fault_) {
        return;
    }
    std::string known;
    for (const auto name : names) {
        known += (known.empty() ? "" : ", ") + std::string(name);
    }
    const auto& members = object_.children;
    for (auto member = members.begin(); member != members.end(); ++member) {
        const auto is_same = [&](const Value& other) { return other.key == member->key; };
        if (std::find(names.begin(), names.end(), member->key) == names.end()) {
            fault_ = ParseError{Path(path_, member->key).pointer(), "one of the members " + known,
                                member->key.substr(0, 40)};
            return;
        }
        if (std::any_of(members.begin(), member, is_same)) {
            fault_ = ParseError{Path(path_, member->key).pointer(), "the member once",
                                "it a second time"};
            return;
        }
    }
    for (const auto name : required) {
        if (std::none_of(members.begin(), members.end(),
                         [&](const Value& member) { return member.key == name; })) {
            fault_ = ParseError{path_.pointer(), "a member " + std::string(name), "none"};
            return;
        }
    }
}

const Value* Members::find(std::string_view name, Type type, std::string_view in_words) {
    if (fault_) {
        return nullptr;
    }
    const auto& members = object_.children;
    const auto found = std::find_if(members.begin(), members.end(),
                                    [&](const Value& member) { return member.key == name; });
    if (found == members.end()) {
        return nullptr;
    }
    if (found->type != type) {
        fault_ = Path(path_, name).fail(std::string(in_words), &*found).error;
        return nullptr;
    }
    return &*found;
}

std::string Members::text(const Value& value, const Path& path, const TextRule& rule,
                          Fault& fault) {
    if (fault) {
        return {};
    }
    if (value.type != Type::string || !rule.fits(value.text)) {
        fault = path.fail(std::string(rule.in_words), &value).error;
        return {};
    }
    return value.text;
}

std::string Members::text(std::string_view name, const TextRule& rule) {
    const Value* value = find(name, Type::string, rule.in_words);
    return value == nullptr ? std::string() : text(*value, Path(path_, name), rule, fault_);
}

int Members::whole_number(std::string_view name, int least, int most, int preset) {
    const auto in_words =
        "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
    const Value* value = find(name, Type::number, in_words);
    if (value == nullptr) {
        return preset;
    }
    const auto number = plugin::parse_integer<int>(value->text);
    if (!number || *number < least || *number > most) {
        fault_ = Path(path_, name).fail(in_words, value).error;
        return preset;
    }
    return *number;
}

bool Members::boolean(std::string_view name) {
    const Value* value = find(name, Type::boolean, "true or false");
    return value != nullptr && value->text == "true";
}

void Members::each(std::string_view name, Type type, std::string_view in_words,
                   const Visit& visit) {
    const Value* value = find(name, type, in_words);
    if (value == nullptr) {
        return;
    }
    const Path path(path_, name);
    for (std::size_t i = 0; i < value->children.size() && !fault_; ++i) {
        const Value& child = value->children[i];
        visit(child, type == Type::array ? Path(path, i) : Path(path, child.key));
    }
}

void Members::each_element(std::string_view name, const Visit& visit) {
    each(name, Type::array, "an array", visit);
}

void Members::each_member(std::string_view name, const Visit& visit) {
    each(name, Type::object, "an object", visit);
}

}  // namespace fedcloud::json
