// The JSON of containers, data objects and capabilities objects.
#include "cdmi_render.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "cdmi_capabilities.hpp"

namespace fedcloud::testbed::cdmi {
namespace {

constexpr auto capabilities_name = "cdmi_capabilities";

// One object that is being rendered.
struct Subject {
    const Exchange& it;
    const std::string& path;
    const Node& node;
    Occasion occasion;
};

using Field = std::function<Json(const Subject&)>;  // null: there is none

bool is_container(const Subject& subject) {
    return subject.node.kind == NodeKind::container;
}

std::string uri_prefix(const Exchange& it) {
    return it.traits.uris_have_prefix ? it.prefix : std::string{};
}

std::string object_name(const Subject& subject) {
    // The root is called by the last part of the prefix.
    const auto name =
        subject.path.empty() ? name_of(uri_prefix(subject.it)) : name_of(subject.path);
    return name.empty() || !is_container(subject) ? name : name + "/";
}

std::string parent_uri(const Subject& subject) {
    const auto prefix = uri_prefix(subject.it);
    if (subject.path.empty()) {
        return prefix.empty() ? "/" : parent_of(prefix) + "/";
    }
    const auto parent = parent_of(subject.path);
    const bool doubled = subject.it.traits.double_slash_in_parents && is_container(subject);
    return prefix + parent + (doubled && !parent.empty() ? "//" : "/");
}

Json id_of(const Exchange& it, const std::string& key) {
    return it.traits.id != nullptr ? Json(it.traits.id(key)) : Json();
}

Json parent_id(const Subject& subject) {
    const auto* parent =
        subject.path.empty() ? nullptr : subject.it.tree.find(parent_of(subject.path));
    return parent != nullptr ? id_of(subject.it, parent->key) : Json();
}

std::string capability_class(const Subject& subject) {
    const auto& classes = subject.it.traits.capabilities;
    if (subject.path.empty() && classes.count("rootcontainer") != 0) {
        return "rootcontainer";
    }
    return is_container(subject) ? "container" : "dataobject";
}

Json capabilities_uri(const Subject& subject) {
    const auto& traits = subject.it.traits;
    if (traits.capabilities_uri_is_lost && subject.occasion == Occasion::read) {
        return "null";
    }
    const auto end = capability_class(subject) + "/" + traits.capability_profile;
    return (traits.relative_capabilities_uri ? std::string{} : uri_prefix(subject.it) + "/") +
           capabilities_name + "/" + end;
}

Json completion(const Subject& subject) {
    const auto progress = subject.node.progress();
    return progress == Progress::processing ? "Processing"
           : progress == Progress::failed   ? subject.node.failure
                                            : subject.it.settings.complete;
}

Json percent(const Subject& subject) {
    const auto& text = subject.it.settings.percent;
    return text.empty() || subject.node.progress() != Progress::processing ? Json() : Json(text);
}

Json metadata(const Subject& subject) {
    auto all = subject.node.metadata;
    all.update(subject.it.traits.system_metadata(subject.node));
    const auto* selection =
        subject.it.traits.selects_fields ? subject.it.request.selection("metadata") : nullptr;
    if (selection == nullptr || selection->argument.empty()) {
        return all;
    }
    Json selected = Json::object();
    for (const auto& [name, value] : all.items()) {
        if (name.starts_with(selection->argument)) {
            selected[name] = value;
        }
    }
    return selected;
}

// What is shown of so many items: all of them, or those that ?FIELD:0-4 asks for.
struct Part {
    std::uint64_t first = 0;
    std::uint64_t count = 0;
};

Part part_of(const Exchange& it, const std::string& field, const std::string& before,
             std::uint64_t size) {
    const auto* selection = it.request.selection(field);
    if (selection == nullptr || !selection->argument.starts_with(before)) {
        return {0, size};
    }
    const auto range = read_range(selection->argument.substr(before.size()));
    if (!range || range->first >= size) {
        return {0, range ? 0 : size};
    }
    return {range->first, std::min(range->second, size - 1) - range->first + 1};
}

Part value_part(const Subject& subject) {
    return part_of(subject.it, "value", subject.it.traits.value_argument,
                   subject.node.value.size());
}

EncodedValue encoded_value(const Subject& subject) {
    const auto value = shown_value(subject.it, subject.node);
    const auto part = value_part(subject);
    return subject.it.traits.encode(subject.node,
                                    std::string_view{value}.substr(part.first, part.count));
}

std::vector<std::string> children(const Subject& subject) {
    std::vector<std::string> names;
    for (const auto& name : subject.it.tree.children(subject.path)) {
        const auto* child = subject.it.tree.find(subject.path + "/" + name);
        if (!subject.it.settings.list_omits || child->owner == Owner::foreign) {
            names.push_back(child->kind == NodeKind::container ? name + "/" : name);
        }
    }
    return names;
}

Part children_part(const Subject& subject, std::uint64_t size) {
    return subject.it.traits.selects_fields ? part_of(subject.it, "children", "", size)
                                            : Part{0, size};
}

Json listed_children(const Subject& subject) {
    const auto names = children(subject);
    const auto part = children_part(subject, names.size());
    Json list = Json::array();
    for (auto at = part.first; at < part.first + part.count; ++at) {
        list.push_back(names[at]);
    }
    return list;
}

Json children_range(const Subject& subject) {
    const auto part = children_part(subject, children(subject).size());
    return subject.it.traits.children_range(part.first, part.count);
}

const std::map<std::string, Field>& fields() {
    static const std::map<std::string, Field> all{
        {"objectType",
         [](const Subject& s) { return Json(is_container(s) ? container_type : object_type); }},
        {"objectID", [](const Subject& s) { return id_of(s.it, s.node.key); }},
        {"objectName", object_name},
        {"objectURI", [](const Subject& s) { return parent_uri(s) + object_name(s); }},
        {"parentURI", parent_uri},
        {"parentID", parent_id},
        {"domainURI", [](const Subject& s) { return uri_prefix(s.it) + "/cdmi_domains/testbed/"; }},
        {"capabilitiesURI", capabilities_uri},
        {"completionStatus", completion},
        {"percentComplete", percent},
        {"mimetype", [](const Subject& s) { return Json(s.node.mimetype); }},
        {"metadata", metadata},
        {"valuetransferencoding", [](const Subject& s) { return Json(encoded_value(s).encoding); }},
        {"value", [](const Subject& s) { return Json(encoded_value(s).text); }},
        {"valuerange",
         [](const Subject& s) {
             const auto part = value_part(s);
             return Json(s.it.traits.value_range(part.first, part.count));
         }},
        {"children", listed_children},
        {"childrenrange", children_range},
    };
    return all;
}

bool is_content(const std::string& field) {
    return field.starts_with("value") || field.starts_with("children");
}

const Shape& shape_of(const Subject& subject) {
    const auto& shapes = subject.it.traits.shapes;
    const bool read = subject.occasion == Occasion::read;
    if (!is_container(subject)) {
        return read ? shapes.object : shapes.object_created;
    }
    const bool root = subject.path.empty() && !shapes.root.empty();
    return !read ? shapes.container_created : root ? shapes.root : shapes.container;
}

std::string spelt(const Exchange& it, const std::string& field) {
    const auto& spelling = it.traits.shapes.spelling;
    return spelling.contains(field) ? spelling.at(field) : field;
}

bool selects(const Exchange& it, const std::string& field) {
    return !it.traits.selects_fields || it.request.call.method != "GET" ||
           it.request.selects(field);
}

Json capability_children(const Exchange& it, const CapabilityClasses& classes,
                         const std::string& name) {
    const auto below = name.empty() ? name : name + "/";
    Json list = Json::array();
    for (const auto& [other, values] : classes) {
        const bool direct = other.size() > below.size() && other.starts_with(below) &&
                            other.find('/', below.size()) == std::string::npos;
        if (direct && it.traits.lists_capability_classes) {
            list.push_back(other.substr(below.size()) + "/");
        }
    }
    return list;
}

}  // namespace

Json render(const Exchange& it, const std::string& path, const Node& node, Occasion occasion) {
    const Subject subject{it, path, node, occasion};
    const bool complete = node.progress() == Progress::complete;
    Json result = Json::object();
    for (const auto& name : shape_of(subject)) {
        if (!selects(it, name) || (!complete && is_content(name))) {
            continue;
        }
        auto value = fields().at(name)(subject);
        if (!value.is_null()) {
            result[spelt(it, name)] = std::move(value);
        }
    }
    return result;
}

Json render_capabilities(const Exchange& it, const std::string& name) {
    const auto classes = told_capabilities(it.traits.capabilities, it.settings);
    const auto found = classes.find(it.traits.ignores_capability_class ? "" : name);
    if (found == classes.end()) {
        return nullptr;
    }
    const auto list = capability_children(it, classes, name);
    const auto root = uri_prefix(it) + "/";
    const auto top = std::string{capabilities_name} + "/";
    const auto parent = parent_of("/" + name);
    const auto key = [](const std::string& of) { return short_digest("capabilities " + of); };
    const std::map<std::string, Json> all{
        {"objectType", capability_type},
        {"objectID", id_of(it, key(name))},
        {"objectName", name.empty() ? top : name_of("/" + name) + "/"},
        {"parentURI", name.empty() ? root
                                   : (it.traits.relative_capabilities_uri ? "" : root) + top +
                                         (parent.empty() ? "" : parent.substr(1) + "/")},
        {"parentID", name.empty() ? id_of(it, it.tree.find("")->key)
                                  : id_of(it, key(parent.empty() ? parent : parent.substr(1)))},
        {"capabilities", found->second},
        {"childrenrange", list.empty() ? it.traits.no_children_range
                                       : Json(it.traits.children_range(0, list.size()))},
        {"children", list.empty() ? it.traits.no_children : list},
        {"completionStatus", "Complete"}};
    Json result = Json::object();
    for (const auto& field : it.traits.shapes.capability) {
        if (selects(it, field) && !all.at(field).is_null()) {
            result[spelt(it, field)] = all.at(field);
        }
    }
    return result;
}

std::string shown_value(const Exchange& it, const Node& node) {
    auto value = node.value;
    if (it.settings.corrupt && !value.empty()) {
        // The lowest bit of the last byte: what is UTF-8 stays that.
        value.back() = static_cast<char>(static_cast<unsigned char>(value.back()) ^ 1U);
    }
    return value;
}

}  // namespace fedcloud::testbed::cdmi
