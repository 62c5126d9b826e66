// application/occi+json: resources, links and collections, as OCCI 1.1 and 1.2 servers answer them.
#include <array>
#include <utility>

#include "occi/json_read.hpp"
#include "occi/rendering.hpp"

namespace fedcloud::occi {
namespace {

using Type = json::Value::Type;

void add_if_absent(Attributes& attributes, std::string_view name, std::string_view text) {
    if (!text.empty() && find_attribute(attributes, name) == nullptr) {
        attributes.emplace_back(name,
                                AttributeValue{AttributeValue::Type::string, std::string(text)});
    }
}

JsonDone take_attribute(Attributes& attributes, std::string name, const json::Value& value,
                        const json::Path& path) {
    switch (value.type) {
        case Type::null:
            return {};
        case Type::array:
        case Type::object:
            return path.fail("a string, a number, true or false", &value);
        case Type::boolean:
            attributes.emplace_back(std::move(name),
                                    AttributeValue{AttributeValue::Type::boolean, value.text});
            return {};
        case Type::number:
            attributes.emplace_back(std::move(name),
                                    AttributeValue{AttributeValue::Type::number, value.text});
            return {};
        case Type::string:
            attributes.emplace_back(std::move(name),
                                    AttributeValue{AttributeValue::Type::string, value.text});
            return {};
    }
    return {};
}

struct End {
    std::string location;
    std::string kind;
};

// `source` or `target`: an object (1.2) or a string (rOCCI-server 1.1).
Expected<End, ParseError> end_member(const json::Value& object, const json::Path& path,
                                     std::string_view name) {
    const json::Value* member = object.find(name);
    if (member == nullptr || member->type == Type::string) {
        return End{member == nullptr ? std::string() : member->text, {}};
    }
    const json::Path here(path, name);
    if (member->type != Type::object) {
        return here.fail("a location", member);
    }
    auto location = string_member(*member, here, "location");
    auto kind = string_member(*member, here, "kind");
    if (!location || !kind) {
        return Unexpected{(location ? kind : location).error()};
    }
    return End{*std::move(location), *std::move(kind)};
}

// What resources and links have in common. 1.2 lifts some attributes to the top; here they are
// attributes again, as in text.
struct Instance {
    std::string kind;
    std::vector<std::string> mixins;
    Attributes attributes;
    End target;
};

JsonDone read_attributes(Instance& instance, const json::Value& object, const json::Path& path) {
    if (const json::Value* attributes = object.find("attributes")) {
        const AttributeWalk walk{
            [](const json::Value& value) { return value.type != Type::object; },
            [&](std::string name, const json::Value& value, const json::Path& here) {
                return take_attribute(instance.attributes, std::move(name), value, here);
            }};
        if (auto done = walk.run(*attributes, json::Path(path, "attributes")); !done) {
            return done;
        }
    }
    for (const std::string_view name : {"id", "title", "summary"}) {
        auto text = string_member(object, path, name);
        if (!text) {
            return Unexpected{std::move(text).error()};
        }
        add_if_absent(instance.attributes, "occi.core." + std::string(name), *text);
    }
    auto source = end_member(object, path, "source");
    auto target = end_member(object, path, "target");
    if (!source || !target) {
        return Unexpected{(source ? target : source).error()};
    }
    add_if_absent(instance.attributes, "occi.core.source", source->location);
    add_if_absent(instance.attributes, "occi.core.target", target->location);
    instance.target = *std::move(target);
    return {};
}

Expected<Instance, ParseError> to_instance(const json::Value& object, const json::Path& path) {
    if (object.type != Type::object) {
        return path.fail("a resource or link", &object);
    }
    Instance instance;
    auto kind = string_member(object, path, "kind");
    auto mixins = strings_member(object, path, "mixins");
    if (!kind || !mixins) {
        return Unexpected{kind ? std::move(mixins).error() : std::move(kind).error()};
    }
    if (kind->empty()) {
        return path.fail("an instance with a kind", &object);
    }
    instance.kind = *std::move(kind);
    instance.mixins = *std::move(mixins);
    if (auto done = read_attributes(instance, object, path); !done) {
        return Unexpected{std::move(done).error()};
    }
    return instance;
}

Expected<Link, ParseError> to_link(const json::Value& object, const json::Path& path) {
    auto instance = to_instance(object, path);
    auto rel = strings_member(object, path, "rel");  // rOCCI-server 1.1
    if (!instance || !rel) {
        return Unexpected{instance ? std::move(rel).error() : std::move(instance).error()};
    }
    Link link;
    link.attributes = std::move(instance->attributes);
    const std::string* target = find_attribute(link.attributes, "occi.core.target");
    link.uri = target ? *target : std::string();
    link.rel = *std::move(rel);
    if (link.rel.empty() && !instance->target.kind.empty()) {
        link.rel.push_back(instance->target.kind);
    }
    link.category = std::move(instance->mixins);
    link.category.insert(link.category.begin(), instance->kind);
    return link;
}

JsonDone read_links(Entity& entity, const json::Value& object, const json::Path& path) {
    auto actions = strings_member(object, path, "actions");
    if (!actions) {
        return Unexpected{std::move(actions).error()};
    }
    for (std::string& action : *actions) {
        Link link;
        link.uri = "?action=" + action.substr(action.rfind('#') + 1);
        link.rel.push_back(std::move(action));
        entity.links.push_back(std::move(link));
    }
    const json::Value* links = object.find("links");
    const json::Path here(path, "links");
    if (links != nullptr && links->type != Type::array) {
        return here.fail("an array of links", links);
    }
    for (std::size_t i = 0; links != nullptr && i < links->children.size(); ++i) {
        auto link = to_link(links->children[i], json::Path(here, i));
        if (!link) {
            return Unexpected{std::move(link).error()};
        }
        entity.links.push_back(*std::move(link));
    }
    return {};
}

JsonDone add_category(Entity& entity, const std::string& identifier, CategoryClass category_class,
                      const json::Path& path) {
    const std::size_t hash = identifier.rfind('#');
    if (hash == std::string::npos || hash == 0 || hash + 1 == identifier.size()) {
        json::Value found;
        found.type = Type::string;
        found.text = identifier;
        return path.fail("a type identifier (scheme#term)", &found);
    }
    Category category;
    category.scheme = identifier.substr(0, hash + 1);
    category.term = identifier.substr(hash + 1);
    category.category_class = category_class;
    entity.categories.push_back(std::move(category));
    return {};
}

Expected<Entity, ParseError> to_entity(const json::Value& object, const json::Path& path) {
    auto instance = to_instance(object, path);
    if (!instance) {
        return Unexpected{std::move(instance).error()};
    }
    Entity entity;
    entity.attributes = std::move(instance->attributes);
    const json::Path kind(path, "kind");
    JsonDone done = add_category(entity, instance->kind, CategoryClass::kind, kind);
    const json::Path mixins(path, "mixins");
    for (std::size_t i = 0; done && i < instance->mixins.size(); ++i) {
        done =
            add_category(entity, instance->mixins[i], CategoryClass::mixin, json::Path(mixins, i));
    }
    if (done) {
        done = read_links(entity, object, path);
    }
    if (!done) {
        return Unexpected{std::move(done).error()};
    }
    return entity;
}

}  // namespace

Expected<Entity, ParseError> parse_entity_json(std::string_view body) {
    auto document = json::parse(body);
    if (!document) {
        return Unexpected{std::move(document).error()};
    }
    const json::Path root;
    if (document->find("kind") != nullptr) {
        return to_entity(*document, root);
    }
    for (const std::string_view name : {"resources", "links"}) {
        const json::Value* group = document->find(name);
        if (group != nullptr && group->type == Type::array && !group->children.empty()) {
            const json::Path path(root, name);
            return to_entity(group->children.front(), json::Path(path, std::size_t{0}));
        }
    }
    return root.fail("an instance, or an object with resources or links", &*document);
}

}  // namespace fedcloud::occi
