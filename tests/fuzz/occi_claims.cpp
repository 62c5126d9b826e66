#include "occi_claims.hpp"

#include <algorithm>

#include "occi/characters.hpp"
#include "occi/template.hpp"

namespace fedcloud::fuzz {
namespace {

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), occi::is_control);
}

}  // namespace

void examine_model(const Expected<occi::Model, occi::ParseError>& read) {
    require_described(read);
    if (!read) {
        return;
    }
    require(!read->categories.empty(), "a model has categories");
    for (const auto& category : read->categories) {
        require(!category.term.empty() && !category.scheme.empty(),
                "a category has term and scheme");
        require(read->find(category.id()) != nullptr, "a category is found by its identifier");
    }
    for (const auto parent : {occi::os_tpl_id, occi::resource_tpl_id}) {
        for (const auto* mixin : read->mixins_of(parent)) {
            require(mixin->category_class == occi::CategoryClass::mixin, "templates are mixins");
        }
        const auto& wanted = read->categories.front();
        const auto found = occi::find_template(*read, parent, wanted.term);
        require_described(found);
        if (found) {
            require((*found)->category_class == occi::CategoryClass::mixin,
                    "a template that is found is a mixin");
        }
    }
}

void examine_locations(const Expected<std::vector<std::string>, occi::ParseError>& read) {
    require_described(read);
    if (!read) {
        return;
    }
    for (const auto& location : *read) {
        require(occi::location_fault(location) == std::string_view::npos,
                "what is read as a location is one");
        require(!has_control(location), "no control characters in a location");
    }
}

void require_same(const occi::Entity& entity,
                  const Expected<occi::Entity, occi::ParseError>& again) {
    require_described(again);
    require(again.has_value(), "a rendered entity can be read");
    require(again->categories.size() == entity.categories.size() &&
                again->links.size() == entity.links.size() &&
                again->attributes.size() == entity.attributes.size(),
            "nothing of an entity is lost or added when it is rendered");
    for (std::size_t i = 0; i < entity.categories.size(); ++i) {
        const auto& before = entity.categories[i];
        require(before.category_class == again->categories[i].category_class &&
                    (has_control(before.id()) || before.id() == again->categories[i].id()),
                "a rendered category is the same");
    }
    for (std::size_t i = 0; i < entity.attributes.size(); ++i) {
        const auto& [name, value] = entity.attributes[i];
        require(name == again->attributes[i].first, "an attribute keeps its name");
        require(has_control(value.text) || value.text == again->attributes[i].second.text,
                "an attribute keeps its value");
    }
    require(occi::render_entity(*again) == occi::render_entity(entity),
            "an entity is rendered alike again");
}

}  // namespace fedcloud::fuzz
