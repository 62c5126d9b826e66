// application/occi+json: the query interface, as OCCI 1.1 and 1.2 servers answer it.
#include <algorithm>
#include <array>
#include <utility>

#include "occi/json_read.hpp"
#include "occi/rendering.hpp"

namespace fedcloud::occi {
namespace {

using Type = json::Value::Type;

// A definition has at least one property that is no object (type, mutable, …); what consists of
// objects only is a level of a nested name, even if one of them is called "type".
bool is_definition(const json::Value& value) {
    return value.type != Type::object || value.children.empty() ||
           std::any_of(value.children.begin(), value.children.end(),
                       [](const json::Value& child) { return child.type != Type::object; });
}

Expected<bool, ParseError> flag(const json::Value& definition, const json::Path& path,
                                std::string_view name, bool otherwise) {
    const json::Value* member = definition.find(name);
    if (member == nullptr) {
        return otherwise;
    }
    if (member->type != Type::boolean) {
        return json::Path(path, name).fail("true or false", member);
    }
    return member->text == "true";
}

JsonDone read_definitions(std::vector<AttributeDefinition>& definitions,
                          const json::Value& category, const json::Path& path) {
    const json::Value* attributes = category.find("attributes");
    if (attributes == nullptr) {
        return {};
    }
    const AttributeWalk walk{
        is_definition,
        [&](std::string name, const json::Value& definition, const json::Path& here) -> JsonDone {
            if (definition.type != Type::object) {
                return here.fail("the properties of an attribute", &definition);
            }
            auto is_mutable = flag(definition, here, "mutable", true);
            auto required = flag(definition, here, "required", false);
            if (!is_mutable || !required) {
                return Unexpected{(is_mutable ? required : is_mutable).error()};
            }
            definitions.push_back({std::move(name), !*is_mutable, *required});
            return {};
        }};
    return walk.run(*attributes, json::Path(path, "attributes"));
}

// Reads one string member into a field.
JsonDone read_text(std::string& field, const json::Value& object, const json::Path& path,
                   std::string_view name, bool obligatory) {
    auto text = string_member(object, path, name);
    if (!text) {
        return Unexpected{std::move(text).error()};
    }
    if (obligatory && text->empty()) {
        return path.fail("a category with a " + std::string(name), &object);
    }
    field = *std::move(text);
    return {};
}

JsonDone read_list(std::vector<std::string>& field, const json::Value& object,
                   const json::Path& path, std::string_view name) {
    auto texts = strings_member(object, path, name);
    if (!texts) {
        return Unexpected{std::move(texts).error()};
    }
    field.insert(field.end(), texts->begin(), texts->end());
    return {};
}

// rOCCI-server 1.1 has `related` and, of the same content, `parent` or `depends`.
JsonDone read_rel(std::vector<std::string>& rel, const json::Value& object,
                  const json::Path& path) {
    if (object.find("related") != nullptr) {
        return read_list(rel, object, path, "related");
    }
    JsonDone done = read_list(rel, object, path, "parent");
    return done ? read_list(rel, object, path, "depends") : done;
}

Expected<Category, ParseError> to_category(const json::Value& object, const json::Path& path,
                                           CategoryClass category_class) {
    if (object.type != Type::object) {
        return path.fail("a category", &object);
    }
    Category category;
    category.category_class = category_class;
    JsonDone done = read_text(category.term, object, path, "term", true);
    if (done) {
        done = read_text(category.scheme, object, path, "scheme", true);
    }
    if (done) {
        done = read_text(category.title, object, path, "title", false);
    }
    if (done) {
        done = read_text(category.location, object, path, "location", false);
    }
    if (done) {
        done = read_rel(category.rel, object, path);
    }
    if (done) {
        done = read_list(category.actions, object, path, "actions");
    }
    if (done) {
        done = read_definitions(category.attributes, object, path);
    }
    if (!done) {
        return Unexpected{std::move(done).error()};
    }
    return category;
}

}  // namespace

Expected<Model, ParseError> parse_model_json(std::string_view body) {
    constexpr std::array<std::pair<std::string_view, CategoryClass>, 3> groups{
        {{"kinds", CategoryClass::kind},
         {"mixins", CategoryClass::mixin},
         {"actions", CategoryClass::action}}};
    auto document = json::parse(body);
    if (!document) {
        return Unexpected{std::move(document).error()};
    }
    const json::Path root;
    Model model;
    for (const auto& [name, category_class] : groups) {
        const json::Value* group = document->find(name);
        const json::Path path(root, name);
        if (group != nullptr && group->type != Type::array) {
            return path.fail("an array of categories", group);
        }
        for (std::size_t i = 0; group != nullptr && i < group->children.size(); ++i) {
            auto category = to_category(group->children[i], json::Path(path, i), category_class);
            if (!category) {
                return Unexpected{std::move(category).error()};
            }
            model.categories.push_back(*std::move(category));
        }
    }
    if (model.categories.empty()) {
        // Also the list at the top that pyssf sends as application/occi+json: an older format.
        return root.fail("an object with kinds, mixins or actions", &*document);
    }
    return model;
}

}  // namespace fedcloud::occi
