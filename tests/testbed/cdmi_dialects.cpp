// The CDMI servers that are simulated, each as its differences from the standard.
#include <algorithm>
#include <stdexcept>

#include "cdmi_capabilities.hpp"
#include "cdmi_dialects.hpp"
#include "cdmi_object_id.hpp"
#include "encoding.hpp"

namespace fedcloud::testbed::cdmi {
namespace {

std::string up_to_count(std::uint64_t first, std::uint64_t count) {
    return std::to_string(first) + "-" + std::to_string(first + count);
}

std::string cdmi_serve_id(const std::string& key) {
    return encode_base64(object_id(0, std::string_view{key}.substr(0, 8), IdLength::whole));
}

// With the types of the drafts, such as application/vnd.org.snia.cdmi.dataobject+json, too.
WriteKind cdmi_serve_write_kind(const Request& request) {
    if (!is_cdmi_type(request.content_type)) {
        return request.slash ? WriteKind::plain_container : WriteKind::plain_object;
    }
    const auto names = [&](const char* part) {
        return request.content_type.find(part) != std::string::npos;
    };
    return names("container") ? WriteKind::container
           : names("object")  ? WriteKind::object
                              : WriteKind::nothing;
}

const std::vector<Traits>& all_traits() {
    static const std::vector<Traits> all{spec(),   osaddon(), snia(),      stoxy(),
                                         indigo(), onedata(), cdmi_serve()};
    return all;
}

}  // namespace

Traits without_fields(Traits traits, const Shape& names) {
    for (auto* shape :
         {&traits.shapes.container, &traits.shapes.container_created, &traits.shapes.object,
          &traits.shapes.object_created, &traits.shapes.capability}) {
        std::erase_if(*shape, [&](const auto& field) {
            return std::find(names.begin(), names.end(), field) != names.end();
        });
    }
    return traits;
}

Traits spec() {
    Traits traits;
    traits.name = "spec";
    const Shape begin{"objectType",      "objectID",         "objectName",
                      "parentURI",       "parentID",         "domainURI",
                      "capabilitiesURI", "completionStatus", "percentComplete"};
    const auto with = [](Shape shape, const Shape& more) {
        shape.insert(shape.end(), more.begin(), more.end());
        return shape;
    };
    auto& shapes = traits.shapes;
    shapes.container = with(begin, {"metadata", "childrenrange", "children"});
    shapes.container_created = shapes.container;
    shapes.object_created = with(begin, {"mimetype", "metadata"});
    shapes.object = with(shapes.object_created, {"valuerange", "valuetransferencoding", "value"});
    shapes.capability = {"objectType", "objectID",     "objectName",    "parentURI",
                         "parentID",   "capabilities", "childrenrange", "children"};
    traits.capabilities = standard_capabilities();
    return traits;
}

// Stoxy, which keeps every value as bytes.
Traits stoxy() {
    auto traits = without_fields(spec(), {"domainURI"});
    traits.name = "stoxy";
    traits.version_rule = VersionRule::ignored;
    traits.versions = {"1.0.2"};
    traits.version_needed = false;
    traits.complaints = {{Problem::not_empty, {400, "The container is not empty."}}};
    traits.encode = [](const Node&, std::string_view bytes) {
        return EncodedValue{"base64", encode_base64(bytes)};
    };
    traits.children_range = up_to_count;
    traits.deletes_recursively = false;
    traits.copy = SourceRule::refused;
    traits.move = SourceRule::refused;
    traits.capabilities = stoxy_capabilities();
    traits.lists_capability_classes = false;
    return traits;
}

// INDIGO-DataCloud's CDMI 1.1.1 for qualities of service.
Traits indigo() {
    auto traits = spec();
    traits.name = "indigo";
    traits.version_rule = VersionRule::ignored;
    traits.versions = {"1.1.1"};
    traits.version_needed = false;
    traits.statuses.container_created = 204;
    traits.statuses.object_created = 204;
    const std::string type = "application/cdmi-object+json";
    traits.types.container = type;
    traits.types.object = type;
    traits.types.capability = type;
    traits.complaints = {
        {Problem::container_parent_missing, {409, "Back-end error: no such directory"}},
        {Problem::object_parent_missing, {409, "Back-end error: no such directory"}}};
    traits.checks_accept = false;
    traits.replies_with_body = false;
    traits.capability_profile = "profile1";
    traits.capabilities = indigo_capabilities();
    return traits;
}

// cdmi-serve, which takes the Content-Type of a request for what it accepts.
Traits cdmi_serve() {
    auto traits = without_fields(spec(), {"domainURI"});
    traits.name = "cdmi-serve";
    traits.version_rule = VersionRule::number;
    traits.versions = {"1.0"};
    traits.statuses.container_updated = 201;
    traits.statuses.object_updated = 201;
    traits.statuses.deleted = 200;
    traits.statuses.partial = 200;
    traits.types.version_of_capability = false;
    for (auto* shape : {&traits.shapes.container, &traits.shapes.container_created,
                        &traits.shapes.object, &traits.shapes.object_created}) {
        std::replace(shape->begin(), shape->end(), std::string{"objectName"},
                     std::string{"objectURI"});
    }
    traits.answers_json = [](const Request& request) { return is_cdmi_type(request.content_type); };
    traits.checks_accept = false;
    traits.children_range = up_to_count;
    traits.content_range = [](Range range, std::uint64_t) {
        return "bytes=" + std::to_string(range.first) + "-" + std::to_string(range.second);
    };
    traits.updates_reply_with_body = true;
    traits.copy = SourceRule::not_implemented;
    traits.id = cdmi_serve_id;
    traits.access_by_id = false;
    traits.content_type_needed = true;
    traits.types_as_requested = true;
    traits.write_kind = cdmi_serve_write_kind;
    traits.capabilities = cdmi_serve_capabilities();
    return traits;
}

const Traits& find_traits(const std::string& name) {
    for (const auto& traits : all_traits()) {
        if (traits.name == name) {
            return traits;
        }
    }
    throw std::invalid_argument{"dialect is one of " + join(dialect_names(), ", ")};
}

std::vector<std::string> dialect_names() {
    std::vector<std::string> names;
    for (const auto& traits : all_traits()) {
        names.push_back(traits.name);
    }
    return names;
}

}  // namespace fedcloud::testbed::cdmi
