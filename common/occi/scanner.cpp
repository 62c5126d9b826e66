// The scanner of items: heads, parameters, and where a quoted value really ends.
#include "occi/scanner.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "occi/characters.hpp"

namespace fedcloud::occi {
namespace {

constexpr std::size_t excerpt_limit = 40;

// Values that consist of identifiers and URIs. An unescaped quotation mark inside one of them is a
// mistake; elsewhere it may be text, because ooi escapes neither the names of images nor of VMs.
bool is_structured(std::string_view name) {
    constexpr std::array<std::string_view, 8> names{"scheme",     "class",   "rel",  "location",
                                                    "attributes", "actions", "self", "category"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::string Place::at(std::size_t offset) const {
    if (header.empty()) {
        return "line " + std::to_string(number) + ", column " + std::to_string(column + offset);
    }
    std::string which = "header " + std::string(header);
    if (number > 1) {
        which += " (number " + std::to_string(number) + ")";
    }
    return which + ", offset " + std::to_string(offset);
}

ParseError error_at(const Place& place, std::string_view text, std::size_t offset,
                    std::string expected) {
    return {place.at(offset), std::move(expected),
            std::string(text.substr(std::min(offset, text.size()), excerpt_limit))};
}

const Parameter* Item::find(std::string_view name) const {
    const auto found = std::find_if(parameters.rbegin(), parameters.rend(),
                                    [&](const Parameter& p) { return p.name == name; });
    return found == parameters.rend() ? nullptr : &*found;
}

Scanner::Scanner(std::string_view text, const Place& place, Separator separator, ItemKind kind)
    : text_(text), place_(place), separator_(separator), kind_(kind) {}

Expected<std::optional<Item>, ParseError> Scanner::next() {
    if (position_ == 0) {
        const auto control = std::find_if(text_.begin(), text_.end(), is_control);
        if (control != text_.end()) {
            return fail(static_cast<std::size_t>(control - text_.begin()), "no control character");
        }
    }
    // Empty elements of a list mean nothing (RFC 7230 section 7); rOCCI-server 2 sends an empty
    // X-OCCI-Link for a resource without links.
    position_ = skip_blanks(position_);
    while (position_ < text_.size() && at_item_end(position_)) {
        position_ = skip_blanks(position_ + 1);
    }
    if (position_ == text_.size()) {
        return std::optional<Item>{};
    }
    std::optional<Item> found{std::in_place};
    if (auto read = item(*found); !read) {
        position_ = text_.size();
        return Unexpected{std::move(read).error()};
    }
    return found;
}

Expected<void, ParseError> Scanner::item(Item& item) {
    item.head_at = position_;
    if (kind_ == ItemKind::attribute) {
        auto attribute = parameter();
        if (!attribute) {
            return Unexpected{std::move(attribute).error()};
        }
        item.parameters.push_back(*std::move(attribute));
        position_ = skip_blanks(position_);
        if (!at_item_end(position_)) {
            return fail(position_, "the end of the attribute");
        }
        return {};
    }
    auto head = kind_ == ItemKind::link ? link_head(item) : category_head(item);
    return head ? parameters(item) : head;
}

Expected<void, ParseError> Scanner::category_head(Item& item) {
    const std::size_t end = skip_while(position_, is_token);
    if (end == position_) {
        return fail(position_, "the term of a category");
    }
    item.head = text_.substr(position_, end - position_);
    position_ = end;
    return {};
}

Expected<void, ParseError> Scanner::link_head(Item& item) {
    if (text_[position_] != '<') {
        return fail(position_, "'<' and the URI of a link");
    }
    const std::size_t begin = position_ + 1;
    const std::size_t end = skip_while(begin, is_uri);
    if (end == begin) {
        return fail(begin, "the URI of a link");
    }
    if (end == text_.size() || text_[end] != '>') {
        return fail(end, "'>' after the URI of a link");
    }
    item.head = text_.substr(begin, end - begin);
    position_ = end + 1;
    return {};
}

Expected<void, ParseError> Scanner::parameters(Item& item) {
    for (;;) {
        position_ = skip_blanks(position_);
        if (at_item_end(position_)) {
            return {};
        }
        if (text_[position_] != ';') {
            return fail(position_, "';' or the end of the item");
        }
        position_ = skip_blanks(position_ + 1);
        if (at_item_end(position_)) {
            return {};  // rOCCI-core 5 ends a category with ';'
        }
        auto read = parameter();
        if (!read) {
            return Unexpected{std::move(read).error()};
        }
        item.parameters.push_back(*std::move(read));
    }
}

Expected<Parameter, ParseError> Scanner::parameter() {
    Parameter read;
    const std::size_t end = skip_while(position_, is_name);
    if (end == position_) {
        return fail(position_, kind_ == ItemKind::attribute ? "the name of an attribute"
                                                            : "the name of a parameter");
    }
    read.name = text_.substr(position_, end - position_);
    if (end == text_.size() || text_[end] != '=') {
        return fail(end, "'=' and a value");
    }
    position_ = end + 1;
    read.quoted = position_ < text_.size() && text_[position_] == '"';
    read.value_at = read.quoted ? position_ + 1 : position_;
    auto value = read.quoted ? quoted(read.name) : unquoted();
    if (!value) {
        return Unexpected{std::move(value).error()};
    }
    read.value = *std::move(value);
    return read;
}

// GFD.185 lets a backslash escape a quotation mark or a backslash. Before anything else it is kept:
// rOCCI-server writes bytes beyond ASCII as \xC5 when it runs under Ruby 3.
Expected<std::string, ParseError> Scanner::quoted(std::string_view name) {
    const bool strict = kind_ != ItemKind::attribute && is_structured(name);
    std::string value;
    std::size_t at = position_ + 1;
    for (; at < text_.size(); ++at) {
        const char c = text_[at];
        const char following = at + 1 < text_.size() ? text_[at + 1] : '\0';
        if (c == '\\' && (following == '"' || following == '\\')) {
            value.push_back(following);
            ++at;
        } else if (c == '"' && (strict || closes_value(at + 1))) {
            position_ = at + 1;
            return value;
        } else {
            value.push_back(c);
        }
    }
    return fail(position_, "a closing quotation mark");
}

Expected<std::string, ParseError> Scanner::unquoted() {
    const std::size_t end = skip_while(position_, is_token);
    if (end == position_) {
        return fail(position_, "a value");
    }
    std::string value(text_.substr(position_, end - position_));
    position_ = end;
    return value;
}

bool Scanner::at_item_end(std::size_t at) const {
    return at == text_.size() || (separator_ == Separator::comma && text_[at] == ',');
}

// True if a quotation mark before `after` ends its value: what follows can only be the end, a
// further parameter or a further item. ooi sends title="Image for "ops" tiny; cirros, 0.3.4".
bool Scanner::closes_value(std::size_t after) const {
    const std::size_t at = skip_blanks(after);
    if (at == text_.size()) {
        return true;
    }
    if (text_[at] == ';' && kind_ != ItemKind::attribute) {
        return begins_parameter(at + 1);
    }
    return at_item_end(at) && begins_item(at + 1);
}

bool Scanner::begins_parameter(std::size_t at) const {
    at = skip_blanks(at);
    if (at_item_end(at)) {
        return true;
    }
    const std::size_t end = skip_while(at, is_name);
    return end > at && end < text_.size() && text_[end] == '=';
}

bool Scanner::begins_item(std::size_t at) const {
    at = skip_blanks(at);
    if (at_item_end(at)) {
        return true;
    }
    switch (kind_) {
        case ItemKind::link:
            return text_[at] == '<';
        case ItemKind::attribute:
            return begins_parameter(at);
        case ItemKind::category:
            break;
    }
    const std::size_t term_end = skip_while(at, is_token);
    const std::size_t semicolon = skip_blanks(term_end);
    return term_end > at && semicolon < text_.size() && text_[semicolon] == ';' &&
           begins_parameter(semicolon + 1);
}

std::size_t Scanner::skip_blanks(std::size_t at) const {
    return skip_while(at, is_blank);
}

template <typename Predicate>
std::size_t Scanner::skip_while(std::size_t at, Predicate predicate) const {
    while (at < text_.size() && predicate(text_[at])) {
        ++at;
    }
    return at;
}

Unexpected<ParseError> Scanner::fail(std::size_t at, std::string expected) const {
    return Unexpected{error_at(place_, text_, at, std::move(expected))};
}

}  // namespace fedcloud::occi
