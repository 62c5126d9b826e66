// Look-ups in models and entities, and the sentence of a ParseError.
#include "occi/model.hpp"

#include <algorithm>

namespace fedcloud::occi {
namespace {

template <typename Range, typename Value>
bool contains(const Range& range, const Value& value) {
    return std::find(range.begin(), range.end(), value) != range.end();
}

// OCCI-OS and ooi derive schemes from "template/os", rOCCI from "os_tpl" itself.
bool is_derived(std::string_view scheme, std::string_view parent_term) {
    if (scheme.ends_with('#')) {
        scheme.remove_suffix(1);
    }
    if (scheme.ends_with("/" + std::string(parent_term))) {
        return true;
    }
    constexpr std::string_view suffix = "_tpl";
    if (!parent_term.ends_with(suffix)) {
        return false;
    }
    parent_term.remove_suffix(suffix.size());
    return scheme.ends_with("/template/" + std::string(parent_term));
}

std::string text_of(const Attributes& attributes, std::string_view name) {
    const std::string* found = find_attribute(attributes, name);
    return found ? *found : std::string();
}

}  // namespace

std::string_view to_string(CategoryClass category_class) {
    switch (category_class) {
        case CategoryClass::kind:
            return "kind";
        case CategoryClass::mixin:
            return "mixin";
        case CategoryClass::action:
            return "action";
    }
    return "";
}

const std::string* find_attribute(const Attributes& attributes, std::string_view name) {
    const auto found = std::find_if(attributes.rbegin(), attributes.rend(),
                                    [&](const auto& entry) { return entry.first == name; });
    return found == attributes.rend() ? nullptr : &found->second.text;
}

bool Link::is_action() const {
    const std::size_t query = uri.find('?');
    return query != std::string::npos &&
           std::string_view(uri).substr(query + 1).starts_with("action=");
}

std::string Entity::id() const {
    return text_of(attributes, "occi.core.id");
}

std::string Entity::title() const {
    return text_of(attributes, "occi.core.title");
}

const Category* Model::find(std::string_view identifier) const {
    const auto found = std::find_if(categories.begin(), categories.end(),
                                    [&](const Category& c) { return c.id() == identifier; });
    return found == categories.end() ? nullptr : &*found;
}

std::vector<const Category*> Model::mixins_of(std::string_view parent) const {
    const std::string_view parent_term = parent.substr(parent.rfind('#') + 1);
    std::vector<const Category*> mixins;
    for (const Category& category : categories) {
        if (category.category_class == CategoryClass::mixin &&
            (contains(category.rel, parent) ||
             (category.rel.empty() && is_derived(category.scheme, parent_term)))) {
            mixins.push_back(&category);
        }
    }
    return mixins;
}

}  // namespace fedcloud::occi
