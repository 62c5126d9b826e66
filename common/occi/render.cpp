// Writing text/plain and text/occi in the form that every server takes.
#include <algorithm>

#include "occi/characters.hpp"
#include "occi/rendering.hpp"

namespace fedcloud::occi {
namespace {

// A control character could end the line or header and begin another one: it becomes a blank.
char harmless(char c) {
    return is_control(c) ? ' ' : c;
}

std::string plain(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), harmless);
    return out;
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out.push_back('\\');
        }
        out.push_back(harmless(c));
    }
    return out + '"';
}

std::string quoted_list(const std::vector<std::string>& identifiers) {
    std::string joined;
    for (const std::string& identifier : identifiers) {
        joined += (joined.empty() ? "" : " ") + identifier;
    }
    return quoted(joined);
}

std::string category_value(const Category& category) {
    return plain(category.term) + ";scheme=" + quoted(category.scheme) + ";class=\"" +
           std::string(to_string(category.category_class)) + '"';
}

std::string attribute_value(std::string_view name, const AttributeValue& value) {
    using Type = AttributeValue::Type;
    const bool bare =
        (value.type == Type::number && is_number(value.text)) ||
        (value.type == Type::boolean && (value.text == "true" || value.text == "false"));
    return plain(name) + '=' + (bare ? value.text : quoted(value.text));
}

std::string link_value(const Link& link) {
    std::string out = '<' + plain(link.uri) + ">; rel=" + quoted_list(link.rel);
    if (!link.self.empty()) {
        out += "; self=" + quoted(link.self);
    }
    if (!link.category.empty()) {
        out += "; category=" + quoted_list(link.category);
    }
    for (const auto& [name, value] : link.attributes) {
        out += "; " + attribute_value(name, value);
    }
    // ooi reads the target from the attribute only.
    if (!link.is_action() && find_attribute(link.attributes, "occi.core.target") == nullptr) {
        out += "; occi.core.target=" + quoted(link.uri);
    }
    return out;
}

std::string joined(const Headers& items) {
    std::string body;
    for (const auto& [name, value] : items) {
        body += (body.empty() ? "" : "\n") + name + ": " + value;
    }
    return body;
}

}  // namespace

std::string render_entity(const Entity& entity) {
    return joined(render_entity_headers(entity));
}

Headers render_entity_headers(const Entity& entity) {
    Headers items;
    for (const Category& category : entity.categories) {
        items.emplace_back("Category", category_value(category));
    }
    for (const auto& [name, value] : entity.attributes) {
        items.emplace_back("X-OCCI-Attribute", attribute_value(name, value));
    }
    for (const Link& link : entity.links) {
        items.emplace_back("Link", link_value(link));
    }
    return items;
}

}  // namespace fedcloud::occi
