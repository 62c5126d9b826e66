// application/occi+json: where the instances of a collection are.
#include <unordered_map>
#include <utility>

#include "occi/characters.hpp"
#include "occi/json_read.hpp"
#include "occi/rendering.hpp"

namespace fedcloud::occi {
namespace {

using Type = json::Value::Type;

// Locations of kinds by identifier, looked up once per instance of a collection.
using KindLocations = std::unordered_map<std::string, std::string>;

KindLocations kind_locations(const Model& model) {
    KindLocations locations;
    for (const Category& category : model.categories) {
        if (category.category_class == CategoryClass::kind && !category.location.empty()) {
            locations.emplace(category.id(), category.location);
        }
    }
    return locations;
}

Expected<std::string, ParseError> checked_location(std::string location, const json::Path& path,
                                                   const json::Value& found) {
    if (location_fault(location) != std::string_view::npos) {
        return path.fail(std::string(location_expected), &found);
    }
    return location;
}

// The id as attribute, where an instance has none at its top (rOCCI-server 1.1 has both).
const json::Value* id_of(const json::Value& instance) {
    if (const json::Value* id = instance.find("id")) {
        return id;
    }
    const json::Value* attributes = instance.find("attributes");
    if (attributes == nullptr) {
        return nullptr;
    }
    if (const json::Value* flat = attributes->find("occi.core.id")) {
        return flat;
    }
    for (const std::string_view step : {"occi", "core", "id"}) {
        attributes = attributes != nullptr ? attributes->find(step) : nullptr;
    }
    return attributes;
}

Expected<std::string, ParseError> location_of(const json::Value& instance, const json::Path& path,
                                              const KindLocations& locations) {
    auto kind = string_member(instance, path, "kind");
    if (!kind) {
        return Unexpected{std::move(kind).error()};
    }
    const json::Value* id = id_of(instance);
    const json::Path id_path(path, "id");
    if (id == nullptr || id->type != Type::string || id->text.empty()) {
        return id_path.fail("the id of an instance", id);
    }
    // pyssf puts the path into the id ("/compute/UUID").
    if (id->text.starts_with('/') || id->text.find("://") != std::string::npos) {
        return checked_location(id->text, id_path, *id);
    }
    const auto known = locations.find(*kind);
    std::string base = known != locations.end() ? known->second : "/compute/";
    if (!base.ends_with('/')) {
        base.push_back('/');
    }
    return checked_location(base + id->text, id_path, *id);
}

JsonDone read_group(std::vector<std::string>& found, const json::Value& group,
                    const json::Path& path, const KindLocations& locations) {
    if (group.type != Type::array) {
        return path.fail("an array of instances", &group);
    }
    for (std::size_t i = 0; i < group.children.size(); ++i) {
        auto location = location_of(group.children[i], json::Path(path, i), locations);
        if (!location) {
            return Unexpected{std::move(location).error()};
        }
        found.push_back(*std::move(location));
    }
    return {};
}

JsonDone read_urls(std::vector<std::string>& found, const json::Value& urls,
                   const json::Path& path) {
    for (std::size_t i = 0; i < urls.children.size(); ++i) {
        const json::Value& url = urls.children[i];
        const json::Path here(path, i);
        if (url.type != Type::string) {
            return here.fail("a URL", &url);
        }
        auto location = checked_location(url.text, here, url);
        if (!location) {
            return Unexpected{std::move(location).error()};
        }
        found.push_back(*std::move(location));
    }
    return {};
}

JsonDone read_collection(std::vector<std::string>& found, const json::Value& document,
                         const KindLocations& locations) {
    const json::Path root;
    bool any = document.children.empty();
    for (const std::string_view name : {"resources", "links"}) {
        if (const json::Value* group = document.find(name)) {
            any = true;
            const json::Path path(root, name);
            if (auto done = read_group(found, *group, path, locations); !done) {
                return done;
            }
        }
    }
    if (!any) {
        return root.fail("an object with resources or links", &document);
    }
    return {};
}

}  // namespace

Expected<std::vector<std::string>, ParseError> parse_locations_json(std::string_view body,
                                                                    const Model& model) {
    auto document = json::parse(body);
    if (!document) {
        return Unexpected{std::move(document).error()};
    }
    const json::Path root;
    std::vector<std::string> found;
    JsonDone done = root.fail("an array of URLs or a collection", &*document);
    if (document->type == Type::array) {
        done = read_urls(found, *document, root);
    } else if (document->type == Type::object && document->find("kind") != nullptr) {
        // The final JSON rendering of OCCI 1.2 has the instance itself at the top.
        auto location = location_of(*document, root, kind_locations(model));
        if (location) {
            found.push_back(*std::move(location));
        }
        done = location ? JsonDone{} : JsonDone{Unexpected{location.error()}};
    } else if (document->type == Type::object) {
        done = read_collection(found, *document, kind_locations(model));
    }
    if (!done) {
        return Unexpected{std::move(done).error()};
    }
    return found;
}

}  // namespace fedcloud::occi
