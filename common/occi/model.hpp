// The OCCI core model as a client sees it: categories of a query interface, entities, collections.
//
// Sources: OCCI 1.1 core and infrastructure (GFD.183, GFD.184), OCCI 1.2 core (GFD.221); what real
// servers do differently is said where it matters.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugin/parse_error.hpp"

namespace fedcloud::occi {

inline constexpr std::string_view core_scheme = "http://schemas.ogf.org/occi/core#";
inline constexpr std::string_view infrastructure_scheme =
    "http://schemas.ogf.org/occi/infrastructure#";

enum class CategoryClass { kind, mixin, action };

std::string_view to_string(CategoryClass category_class);

// One attribute that a category declares, `name{immutable required}` in text.
struct AttributeDefinition {
    std::string name;
    bool immutable = false;
    bool required = false;

    bool operator==(const AttributeDefinition&) const = default;
};

// A kind, mixin or action. `rel`, `actions` hold type identifiers (scheme + term). In JSON `rel` is
// what the text rendering calls so: `related` (1.1), or `parent` and `depends` (1.2).
struct Category {
    std::string term;
    std::string scheme;  // with its trailing '#'
    CategoryClass category_class = CategoryClass::kind;
    std::string title;             // empty where the server gives none
    std::vector<std::string> rel;  // rOCCI-server 2 puts several identifiers here
    std::string location;          // as sent: relative or absolute; empty if none
    std::vector<AttributeDefinition> attributes;
    std::vector<std::string> actions;

    std::string id() const { return scheme + term; }
    bool operator==(const Category&) const = default;
};

// The value of an entity's attribute. Numbers keep the text that the server sent, so that
// `0.125` or `1.0` is told again as it was.
struct AttributeValue {
    enum class Type { string, number, boolean };
    Type type = Type::string;
    std::string text;  // unquoted and unescaped; "true" or "false" for a boolean

    bool operator==(const AttributeValue&) const = default;
};

// Attributes in the order in which they came; a later value of the same name is the one that
// counts.
using Attributes = std::vector<std::pair<std::string, AttributeValue>>;

// The text of attribute `name`, nullptr if absent.
const std::string* find_attribute(const Attributes& attributes, std::string_view name);

// A link of a resource as rendered inline, or an action that it offers (then `uri` carries
// `?action=TERM` and `rel` the action's identifier, and the rest is empty).
struct Link {
    std::string uri;                    // between '<' and '>': the target, in ooi the link itself
    std::vector<std::string> rel;       // kind of the target; rOCCI-server 1.1 says core#link
    std::string self;                   // where the link itself lives
    std::vector<std::string> category;  // kind and mixins of the link
    Attributes attributes;

    bool is_action() const;
};

// A resource or link instance. `categories` are short (term, scheme, class) with some servers and
// full with others.
struct Entity {
    std::vector<Category> categories;
    Attributes attributes;
    std::vector<Link> links;

    std::string id() const;     // occi.core.id, empty if absent
    std::string title() const;  // occi.core.title, empty if absent
};

// What the query interface answers (GFD.185 section 3.4.1).
struct Model {
    std::vector<Category> categories;

    const Category* find(std::string_view identifier) const;  // by scheme + term
    // Mixins that relate to `parent` (an identifier). A mixin without any rel counts when its
    // scheme is derived from the parent's term (".../os_tpl#", "…/template/os#"): OCCI-OS.
    std::vector<const Category*> mixins_of(std::string_view parent) const;
};

inline constexpr std::string_view os_tpl_id = "http://schemas.ogf.org/occi/infrastructure#os_tpl";
inline constexpr std::string_view resource_tpl_id =
    "http://schemas.ogf.org/occi/infrastructure#resource_tpl";
inline constexpr std::string_view compute_id = "http://schemas.ogf.org/occi/infrastructure#compute";

using plugin::ParseError;

}  // namespace fedcloud::occi
