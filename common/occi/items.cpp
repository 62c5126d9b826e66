// What categories, links and attributes mean once they are scanned.
#include "occi/items.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "occi/characters.hpp"
#include "plugin/text.hpp"

namespace fedcloud::occi {
namespace {

using Done = Expected<void, ParseError>;

// GFD.185 separates identifiers by one blank; more are read as one.
std::vector<std::string> split_identifiers(const Parameter* parameter) {
    std::vector<std::string> identifiers;
    const std::string_view text = parameter ? std::string_view(parameter->value) : "";
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(" \t", at), text.size());
        if (end > at) {
            identifiers.emplace_back(text.substr(at, end - at));
        }
        at = end + 1;
    }
    return identifiers;
}

std::optional<CategoryClass> to_class(std::string_view text) {
    for (const auto known : {CategoryClass::kind, CategoryClass::mixin, CategoryClass::action}) {
        if (text == to_string(known)) {
            return known;
        }
    }
    return std::nullopt;
}

// The definition that begins at `at`, which is moved behind it.
std::optional<AttributeDefinition> read_definition(std::string_view text, std::size_t& at) {
    AttributeDefinition definition;
    const std::size_t name_end = std::min(text.find_first_of(" \t{", at), text.size());
    definition.name = text.substr(at, name_end - at);
    at = name_end;
    if (at < text.size() && text[at] == '{') {
        const std::size_t close = text.find('}', at);
        if (close == std::string_view::npos || definition.name.empty()) {
            return std::nullopt;
        }
        const std::string_view flags = text.substr(at + 1, close - at - 1);
        definition.immutable = flags.find("immutable") != std::string_view::npos;
        definition.required = flags.find("required") != std::string_view::npos;
        at = close + 1;
    }
    return definition;
}

// `n{immutable required} n …` (GFD.185 section 3.4.1).
Done read_definitions(std::vector<AttributeDefinition>& definitions, const Parameter& parameter,
                      const Field& field) {
    const std::string_view text = parameter.value;
    for (std::size_t at = 0; at < text.size();) {
        if (is_blank(text[at])) {
            ++at;
            continue;
        }
        const std::size_t begin = at;
        auto definition = read_definition(text, at);
        if (!definition) {
            return Unexpected{error_at(field.place, field.value, parameter.value_at + begin,
                                       "an attribute with its properties in '{' and '}'")};
        }
        definitions.push_back(*std::move(definition));
    }
    return {};
}

Expected<Category, ParseError> to_category(const Item& item, const Field& field) {
    const auto text = [&item](std::string_view name) {
        const Parameter* found = item.find(name);
        return found ? found->value : std::string();
    };
    Category category;
    category.term = item.head;
    category.scheme = text("scheme");
    if (category.scheme.empty()) {
        return Unexpected{
            error_at(field.place, field.value, item.head_at, "a category with a scheme")};
    }
    const Parameter* class_text = item.find("class");
    const auto category_class = to_class(text("class"));
    if (!category_class) {
        const std::size_t at = class_text ? class_text->value_at : item.head_at;
        return Unexpected{
            error_at(field.place, field.value, at, "a category of class kind, mixin or action")};
    }
    category.category_class = *category_class;
    category.title = text("title");
    category.rel = split_identifiers(item.find("rel"));
    category.location = text("location");
    category.actions = split_identifiers(item.find("actions"));
    if (const Parameter* definitions = item.find("attributes")) {
        auto read = read_definitions(category.attributes, *definitions, field);
        if (!read) {
            return Unexpected{std::move(read).error()};
        }
    }
    return category;
}

std::pair<std::string, AttributeValue> to_attribute(const Parameter& parameter) {
    using Type = AttributeValue::Type;
    const std::string& text = parameter.value;
    Type type = Type::string;
    if (!parameter.quoted && is_number(text)) {
        type = Type::number;
    } else if (!parameter.quoted && (text == "true" || text == "false")) {
        type = Type::boolean;
    }
    return {std::string(parameter.name), {type, text}};
}

// erocci leaves source and target out (erocci#35), so only rel is asked for.
Expected<Link, ParseError> to_link(const Item& item, const Field& field) {
    Link link;
    link.uri = item.head;
    link.rel = split_identifiers(item.find("rel"));
    link.category = split_identifiers(item.find("category"));
    if (link.rel.empty()) {
        return Unexpected{error_at(field.place, field.value, item.head_at, "a link with a rel")};
    }
    for (const Parameter& parameter : item.parameters) {
        if (parameter.name == "self") {
            link.self = parameter.value;
        } else if (parameter.name != "rel" && parameter.name != "category") {
            link.attributes.push_back(to_attribute(parameter));
        }
    }
    return link;
}

// Hands every item of the field to `take`. A line of text/plain must have one.
template <typename Take>
Done for_each_item(const Field& field, ItemKind kind, Take take) {
    Scanner scanner(field.value, field.place, field.separator, kind);
    for (bool first = true;; first = false) {
        auto item = scanner.next();
        if (!item) {
            return Unexpected{std::move(item).error()};
        }
        if (!item->has_value()) {
            if (first && field.separator == Separator::none) {
                return Unexpected{error_at(field.place, field.value, 0, "a value")};
            }
            return {};
        }
        if (auto taken = take(**item); !taken) {
            return taken;
        }
    }
}

Done read_categories(std::vector<Category>& categories, const Field& field) {
    return for_each_item(field, ItemKind::category, [&](const Item& item) -> Done {
        auto category = to_category(item, field);
        if (!category) {
            return Unexpected{std::move(category).error()};
        }
        categories.push_back(*std::move(category));
        return {};
    });
}

Done read_links(std::vector<Link>& links, const Field& field) {
    return for_each_item(field, ItemKind::link, [&](const Item& item) -> Done {
        auto link = to_link(item, field);
        if (!link) {
            return Unexpected{std::move(link).error()};
        }
        links.push_back(*std::move(link));
        return {};
    });
}

}  // namespace

FieldKind field_kind(std::string_view name) {
    using enum FieldKind;
    constexpr std::array<std::pair<std::string_view, FieldKind>, 7> known{
        {{"Category", category},
         {"X-OCCI-Category", category},
         {"X-OCCI-Attribute", attribute},
         {"Link", link},
         {"X-OCCI-Link", link},
         {"X-OCCI-Location", occi_location},
         {"Location", http_location}}};
    const auto found = std::find_if(known.begin(), known.end(), [&](const auto& entry) {
        return plugin::equal_ignoring_case(entry.first, name);
    });
    return found == known.end() ? other : found->second;
}

Done read_into(Model& model, const Field& field) {
    return field.kind == FieldKind::category ? read_categories(model.categories, field) : Done{};
}

Done read_into(Entity& entity, const Field& field) {
    switch (field.kind) {
        case FieldKind::category:
            return read_categories(entity.categories, field);
        case FieldKind::link:
            return read_links(entity.links, field);
        case FieldKind::attribute:
            return for_each_item(field, ItemKind::attribute, [&](const Item& item) -> Done {
                entity.attributes.push_back(to_attribute(item.parameters.front()));
                return {};
            });
        case FieldKind::occi_location:
        case FieldKind::http_location:
        case FieldKind::other:
            break;
    }
    return {};
}

Done read_into(std::vector<std::string>& locations, const Field& field) {
    const std::string_view text = field.value;
    for (std::size_t at = 0; at <= text.size();) {
        std::size_t end = text.size();
        if (field.separator == Separator::comma) {
            end = std::min(text.find(',', at), text.size());
        }
        const std::size_t begin = std::min(text.find_first_not_of(" \t", at), end);
        const std::size_t last = text.substr(begin, end - begin).find_last_not_of(" \t");
        const std::string_view location =
            last == std::string_view::npos ? "" : text.substr(begin, last + 1);
        if (!location.empty() || field.separator == Separator::none) {
            const std::size_t fault = location_fault(location);
            if (fault != std::string_view::npos) {
                return Unexpected{
                    error_at(field.place, text, begin + fault, std::string(location_expected))};
            }
            locations.emplace_back(location);
        }
        at = end + 1;
    }
    return {};
}

Expected<Model, ParseError> checked(Model model, const std::string& end) {
    if (model.categories.empty()) {
        return Unexpected{ParseError{end, "at least one category", ""}};
    }
    return model;
}

Expected<Entity, ParseError> checked(Entity entity, const std::string& end) {
    const bool has_kind =
        std::any_of(entity.categories.begin(), entity.categories.end(),
                    [](const Category& c) { return c.category_class == CategoryClass::kind; });
    if (!has_kind) {
        return Unexpected{ParseError{end, "a category of class kind", ""}};
    }
    return entity;
}

}  // namespace fedcloud::occi
