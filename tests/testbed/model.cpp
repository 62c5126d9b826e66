// The OCCI model of a site: what does not depend on the server's dialect.
#include "model.hpp"

namespace fedcloud::testbed {

std::string class_name(CategoryClass category_class) {
    switch (category_class) {
        case CategoryClass::kind:
            return "kind";
        case CategoryClass::mixin:
            return "mixin";
        case CategoryClass::action:
            break;
    }
    return "action";
}

Json default_of(const Category& category, const std::string& attribute) {
    for (const auto& candidate : category.attributes) {
        if (candidate.name == attribute) {
            return candidate.default_value;
        }
    }
    return nullptr;
}

const Category* Model::find(const std::string& id) const {
    for (const auto* list : {&kinds, &mixins, &actions}) {
        for (const auto& category : *list) {
            if (category.id() == id) {
                return &category;
            }
        }
    }
    return nullptr;
}

std::vector<Category> Model::all() const {
    auto result = kinds;
    result.insert(result.end(), mixins.begin(), mixins.end());
    result.insert(result.end(), actions.begin(), actions.end());
    return result;
}

std::vector<std::string> action_ids(const std::string& kind_term,
                                    const std::vector<std::string>& terms) {
    std::vector<std::string> ids;
    for (const auto& term : terms) {
        ids.push_back(infrastructure_base + "/" + kind_term + "/action#" + term);
    }
    return ids;
}

}  // namespace fedcloud::testbed
