// The filter of a search: as it came, as text, and what it says of an entry.
#include "ldap_filter.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>

#include "ldap_directory.hpp"
#include "ldap_names.hpp"

namespace fedcloud::testbed::ldap {
namespace {

constexpr int deepest = 100;

// Undefined is what an attribute that nobody knows says; its negation is undefined, too.
using Truth = std::optional<bool>;

Filter read_one(ber::Reader& reader, int depth);

std::vector<Filter> read_parts(std::string_view content, int depth) {
    std::vector<Filter> parts;
    for (ber::Reader reader{content}; !reader.empty();) {
        parts.push_back(read_one(reader, depth + 1));
    }
    return parts;
}

void read_substrings(Filter& filter, std::string_view content) {
    constexpr std::uint8_t initial = 0x80;
    constexpr std::uint8_t final = 0x82;
    ber::Reader reader{content};
    filter.attribute = reader.text(ber::octets_tag);
    ber::Reader pieces{reader.content(ber::sequence_tag)};
    filter.values.emplace_back();
    bool ended = false;
    while (!pieces.empty()) {
        const auto [tag, piece] = pieces.next();
        if (tag == initial) {
            filter.values.front() = piece;
        } else {
            filter.values.emplace_back(piece);
        }
        ended = tag == final;
    }
    if (!ended) {
        filter.values.emplace_back();
    }
}

Filter read_one(ber::Reader& reader, int depth) {
    using Kind = Filter::Kind;
    if (depth > deepest) {
        throw std::invalid_argument{"the filter is nested too deep"};
    }
    const auto [tag, content] = reader.next();
    const auto number = tag & 0x1fU;
    if ((tag & 0xc0U) != 0x80U || number > static_cast<unsigned>(Kind::extensible)) {
        throw std::invalid_argument{"no filter has this tag"};
    }
    Filter filter;
    filter.kind = static_cast<Kind>(number);
    if (filter.kind == Kind::present) {
        filter.attribute = content;
    } else if (filter.kind == Kind::substrings) {
        read_substrings(filter, content);
    } else if (filter.kind <= Kind::negation) {
        filter.parts = read_parts(content, depth);
        if (filter.kind == Kind::negation && filter.parts.size() != 1) {
            throw std::invalid_argument{"a negation has one part"};
        }
    } else if (filter.kind != Kind::extensible) {
        ber::Reader parts{content};
        filter.attribute = parts.text(ber::octets_tag);
        filter.values.push_back(parts.text(ber::octets_tag));
    }
    return filter;
}

std::string escape(std::string_view value) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string escaped;
    for (const char letter : value) {
        if (std::string_view{"*()\\\0", 5}.find(letter) != std::string_view::npos) {
            const auto byte = static_cast<unsigned char>(letter);
            escaped += {'\\', digits[byte / 16], digits[byte % 16]};
        } else {
            escaped += letter;
        }
    }
    return escaped;
}

std::string joined(const std::vector<std::string>& pieces) {
    std::string text;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        text += (i > 0 ? "*" : "") + escape(pieces[i]);
    }
    return text;
}

std::optional<long> as_number(std::string_view text) {
    long value = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    return error == std::errc{} && stop == end ? std::optional{value} : std::nullopt;
}

bool is_less(const std::string& left, const std::string& right) {
    const auto left_number = as_number(left);
    const auto right_number = as_number(right);
    return left_number && right_number ? *left_number < *right_number : left < right;
}

bool has_pieces(std::string_view value, const std::vector<std::string>& pieces) {
    if (!value.starts_with(pieces.front())) {
        return false;
    }
    value.remove_prefix(pieces.front().size());
    for (std::size_t i = 1; i + 1 < pieces.size(); ++i) {
        const auto at = value.find(pieces[i]);
        if (at == std::string_view::npos) {
            return false;
        }
        value.remove_prefix(at + pieces[i].size());
    }
    return value.ends_with(pieces.back());
}

bool value_matches(Filter::Kind kind, const std::string& value,
                   const std::vector<std::string>& wanted) {
    switch (kind) {
        case Filter::Kind::substrings:
            return has_pieces(value, wanted);
        case Filter::Kind::greater_or_equal:
            return !is_less(value, wanted.front());
        case Filter::Kind::less_or_equal:
            return !is_less(wanted.front(), value);
        default:
            return value == wanted.front();
    }
}

bool can_be_asked(Filter::Kind kind, const std::string& name) {
    switch (kind) {
        case Filter::Kind::present:
            return is_known_attribute(name);
        case Filter::Kind::greater_or_equal:
        case Filter::Kind::less_or_equal:
            return is_ordered(name);
        case Filter::Kind::substrings:
            return is_known_attribute(name) && is_comparable(name) && has_substrings(name);
        case Filter::Kind::extensible:
            return false;
        default:
            return is_known_attribute(name) && is_comparable(name);
    }
}

Truth attribute_matches(const Filter& filter, const Entry& entry) {
    const auto name = same_attribute(filter.attribute);
    if (!can_be_asked(filter.kind, name)) {
        return std::nullopt;
    }
    const auto* attribute = entry.find(name);
    if (attribute == nullptr || filter.kind == Filter::Kind::present) {
        return attribute != nullptr;
    }
    auto wanted = filter.values;
    for (auto& piece : wanted) {
        // A piece may begin or end with a blank of the middle of the value.
        piece = filter.kind == Filter::Kind::substrings && name.starts_with("glue2")
                    ? piece
                    : same_value(name, piece);
    }
    return std::any_of(attribute->values.begin(), attribute->values.end(), [&](const auto& value) {
        if (name == "objectclass") {
            return is_kind_of(same_value(name, value), wanted.front());
        }
        return value_matches(filter.kind, same_value(name, value), wanted);
    });
}

Truth evaluate(const Filter& filter, const Entry& entry) {
    if (filter.kind > Filter::Kind::negation) {
        return attribute_matches(filter, entry);
    }
    const bool decisive = filter.kind == Filter::Kind::any;
    Truth result = !decisive;
    for (const auto& part : filter.parts) {
        const auto truth = evaluate(part, entry);
        if (filter.kind == Filter::Kind::negation) {
            return truth ? Truth{!*truth} : truth;
        }
        if (truth == Truth{decisive}) {
            return truth;
        }
        result = truth ? result : truth;
    }
    return result;
}

}  // namespace

Filter read_filter(ber::Reader& reader) {
    return read_one(reader, 0);
}

std::string to_text(const Filter& filter) {
    static constexpr std::string_view groups = "&|!";
    if (filter.kind <= Filter::Kind::negation) {
        std::string text{'(', groups[static_cast<std::size_t>(filter.kind)]};
        for (const auto& part : filter.parts) {
            text += to_text(part);
        }
        return text + ')';
    }
    switch (filter.kind) {
        case Filter::Kind::present:
            return '(' + filter.attribute + "=*)";
        case Filter::Kind::greater_or_equal:
            return '(' + filter.attribute + ">=" + joined(filter.values) + ')';
        case Filter::Kind::less_or_equal:
            return '(' + filter.attribute + "<=" + joined(filter.values) + ')';
        case Filter::Kind::approximate:
            return '(' + filter.attribute + "~=" + joined(filter.values) + ')';
        case Filter::Kind::extensible:
            return "(:=)";
        default:
            return '(' + filter.attribute + '=' + joined(filter.values) + ')';
    }
}

bool matches(const Filter& filter, const Entry& entry) {
    return evaluate(filter, entry).value_or(false);
}

}  // namespace fedcloud::testbed::ldap
