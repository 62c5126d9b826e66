// Reading JSON event by event: limits hold before anything is built, and no call recurses.
#include "json/value.hpp"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace fedcloud::json {
namespace {

using Type = Value::Type;

constexpr std::size_t excerpt_limit = 40;

Unexpected<ParseError> no_json(std::string_view body, std::size_t offset) {
    offset = std::min(offset, body.size());
    const std::string_view before = body.substr(0, offset);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t last_break = before.rfind('\n');
    const auto column = offset - (last_break == std::string_view::npos ? 0 : last_break + 1) + 1;
    return Unexpected{
        ParseError{"line " + std::to_string(line) + ", column " + std::to_string(column),
                   "JSON in UTF-8", std::string(body.substr(offset, excerpt_limit))}};
}

// Builds the tree from the events of nlohmann's SAX interface, whose names these are.
class TreeBuilder {
  public:
    TreeBuilder(std::string_view body, std::size_t most_values)
        : body_(body), most_values_(most_values) {}

    bool null() { return add(Type::null, {}) != nullptr; }
    bool boolean(bool value) { return add(Type::boolean, value ? "true" : "false") != nullptr; }
    // Called for what begins with '-' alone, so that a zero was "-0".
    bool number_integer(std::int64_t value) {
        return add(Type::number, value == 0 ? "-0" : std::to_string(value)) != nullptr;
    }
    bool number_unsigned(std::uint64_t value) {
        return add(Type::number, std::to_string(value)) != nullptr;
    }
    bool number_float(double /*value*/, const std::string& text) {
        return add(Type::number, text) != nullptr;
    }
    bool string(std::string& value) { return add(Type::string, std::move(value)) != nullptr; }
    bool binary(nlohmann::json::binary_t& /*value*/) { return false; }
    bool start_object(std::size_t /*size*/) { return open(Type::object); }
    bool start_array(std::size_t /*size*/) { return open(Type::array); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(std::string& name) {
        key_ = std::move(name);
        return true;
    }
    // `position` counts the bytes read, the offending one included.
    bool parse_error(std::size_t position, const std::string& token,
                     const nlohmann::json::exception& why) {
        constexpr int out_of_range = 406;  // a number, though it is JSON
        error_ = why.id == out_of_range
                     ? ParseError{pointer_of_next(), "a number that a double can hold",
                                  token.substr(0, excerpt_limit)}
                     : no_json(body_, position == 0 ? 0 : position - 1).error;
        return false;
    }

    Value& root() { return root_; }
    const std::optional<ParseError>& error() const { return error_; }

  private:
    Value* add(Type type, std::string text);
    bool open(Type type);
    bool close() {
        open_.pop_back();
        return true;
    }
    std::string pointer_of_next() const;

    std::string_view body_;
    std::size_t most_values_;
    Value root_;
    // Containers that are not closed yet: each is the last child of the one before it, which
    // gets no further child until then, so that the pointers stay valid.
    std::vector<Value*> open_;
    std::string key_;
    std::size_t count_ = 0;
    std::optional<ParseError> error_;
};

Value* TreeBuilder::add(Type type, std::string text) {
    if (++count_ > most_values_) {
        error_ = ParseError{pointer_of_next(),
                            "at most " + std::to_string(most_values_) + " values", "more"};
        return nullptr;
    }
    Value* added = &root_;
    if (!open_.empty()) {
        added = &open_.back()->children.emplace_back();
        added->key = std::exchange(key_, {});
    }
    added->type = type;
    added->text = std::move(text);
    return added;
}

bool TreeBuilder::open(Type type) {
    if (open_.size() == depth_limit) {
        error_ = ParseError{pointer_of_next(),
                            "at most " + std::to_string(depth_limit) + " levels of nesting",
                            type == Type::array ? "[" : "{"};
        return false;
    }
    Value* added = add(type, {});
    if (added != nullptr) {
        open_.push_back(added);
    }
    return added != nullptr;
}

std::string TreeBuilder::pointer_of_next() const {
    std::string pointer;
    for (std::size_t i = 0; i < open_.size(); ++i) {
        const Value& container = *open_[i];
        const bool is_last = i + 1 == open_.size();
        if (container.type == Type::object) {
            append_pointer(pointer, is_last ? key_ : container.children.back().key);
        } else {
            const std::size_t count = container.children.size();
            append_pointer(pointer, std::to_string(is_last ? count : count - 1));
        }
    }
    return pointer.empty() ? Path().pointer() : pointer;
}

}  // namespace

const Value* Value::find(std::string_view name) const {
    if (type != Type::object) {
        return nullptr;
    }
    const auto found = std::find_if(children.rbegin(), children.rend(),
                                    [&](const Value& child) { return child.key == name; });
    return found == children.rend() || found->type == Type::null ? nullptr : &*found;
}

const Value* Value::find(std::initializer_list<std::string_view> names) const {
    const Value* value = this;
    for (const auto name : names) {
        value = value == nullptr ? nullptr : value->find(name);
    }
    return value;
}

std::string Value::string(std::string_view name) const {
    const Value* member = find(name);
    return member != nullptr && member->type == Type::string ? member->text : std::string();
}

const std::vector<Value>& Value::list(std::string_view name) const {
    static const std::vector<Value> none;
    const Value* member = find(name);
    return member != nullptr && member->type == Type::array ? member->children : none;
}

Expected<Value, ParseError> parse(std::string_view body, std::size_t most_values) {
    // nlohmann takes a NUL byte for the end and would leave what follows unread.
    const std::size_t nul = body.find('\0');
    if (nul != std::string_view::npos) {
        return no_json(body, nul);
    }
    TreeBuilder builder(body, most_values);
    if (!nlohmann::json::sax_parse(body.begin(), body.end(), &builder)) {
        return Unexpected{builder.error().value_or(no_json(body, 0).error)};
    }
    return std::move(builder.root());
}

void append_pointer(std::string& pointer, std::string_view key) {
    constexpr std::size_t longest_step = 80;  // a longer one leaves no room to say what is wrong
    pointer.push_back('/');
    for (const char c : key.substr(0, longest_step)) {
        if (c == '~') {
            pointer += "~0";
        } else if (c == '/') {
            pointer += "~1";
        } else {
            pointer.push_back(c);
        }
    }
    pointer += key.size() > longest_step ? "…" : "";
}

std::string Path::pointer() const {
    std::vector<const Path*> steps;
    for (const Path* step = this; step->parent_ != nullptr; step = step->parent_) {
        steps.push_back(step);
    }
    std::string pointer;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        append_pointer(pointer, (*step)->is_index_ ? std::to_string((*step)->index_)
                                                   : std::string((*step)->key_));
    }
    return pointer.empty() ? "the document" : pointer;
}

Unexpected<ParseError> Path::fail(std::string expected, const Value* found) const {
    std::string what;
    if (found != nullptr) {
        switch (found->type) {
            case Type::null:
                what = "null";
                break;
            case Type::array:
                what = "an array";
                break;
            case Type::object:
                what = "an object";
                break;
            case Type::boolean:
            case Type::number:
            case Type::string:
                what = found->text.empty() ? "an empty string" : found->text.substr(0, 40);
                break;
        }
    }
    return Unexpected{ParseError{pointer(), std::move(expected), std::move(what)}};
}

}  // namespace fedcloud::json
