// The osaddon module of Swift, CDMI 1.0.1, as it was recorded.
#include "cdmi_capabilities.hpp"
#include "cdmi_dialects.hpp"
#include "cdmi_render.hpp"
#include "encoding.hpp"

namespace fedcloud::testbed::cdmi {
namespace {

Json no_system_metadata(const Node&) {
    return Json::object();
}

Answer html_error(int status, const std::string& text) {
    return {status,
            {{"Content-Type", "text/html; charset=UTF-8"},
             {"Content-Length", std::to_string(text.size())}},
            text};
}

WriteKind osaddon_write_kind(const Request& request) {
    if (!request.version) {
        return request.slash ? WriteKind::plain_container : WriteKind::plain_object;
    }
    return request.content_type == container_type ? WriteKind::container : WriteKind::object;
}

EncodedValue osaddon_encode(const Node& node, std::string_view bytes) {
    constexpr std::size_t columns = 76;
    if (node.mimetype.starts_with("text/") && node.transfer_encoding != "base64") {
        return {node.transfer_encoding, std::string{bytes}};
    }
    auto text = encode_base64(bytes);
    for (auto at = columns; at < text.size(); at += columns + 1) {
        text.insert(at, "\n");
    }
    return {"base64", text};
}

std::string osaddon_value_range(std::uint64_t first, std::uint64_t count) {
    return std::to_string(first) + "-" + std::to_string(static_cast<long>(first + count) - 1);
}

// Of a GET the JSON of an empty container, whatever is there and whatever was asked for.
Answer osaddon_unauthorized(const Exchange& it) {
    if (it.request.call.method != "GET") {
        return html_error(401, "");
    }
    Tree nothing;
    const Exchange masked{it.request, it.traits, it.settings, nothing, it.prefix};
    const auto body = render(masked, it.request.path, Node{}, Occasion::read);
    return html_error(401, body.dump(it.traits.indent));
}

Complaints osaddon_complaints() {
    const Complaint bad_body{400, "MIME message or the request body can not be parsed."};
    return {{Problem::version_unknown, {400, "Requested cdmi version is not supported."}},
            {Problem::missing, {404, "The resource you requested does not exist"}},
            {Problem::missing_to_delete,
             {404, "<html><h1>Not Found</h1><p>The resource could not be found.</p></html>"}},
            {Problem::no_capability_object, {404, "{}"}},
            {Problem::container_parent_missing, {404, ""}},
            {Problem::object_parent_missing, {404, "The parent container does not exist"}},
            {Problem::other_kind, {409, "The requested name already exists as a different type"}},
            {Problem::not_empty, {409, "The container you tried to delete is not empty"}},
            {Problem::container_body, {400, "CDMI request body is not in a correct format"}},
            {Problem::object_body, bad_body},
            {Problem::value, bad_body},
            {Problem::encoding_list, {500, "Internal Error"}},
            {Problem::method, {400, "Bad request"}},
            {Problem::outside_a_container, {400, "Bad request"}}};
}

Shapes osaddon_shapes() {
    Shapes shapes;
    const Shape begin{"objectType", "objectName", "parentURI", "capabilitiesURI"};
    shapes.object_created = begin;
    shapes.object_created.emplace_back("metadata");
    shapes.root = shapes.object_created;
    shapes.root.insert(shapes.root.end(), {"children", "childrenrange"});
    shapes.container_created = begin;
    shapes.container_created.insert(shapes.container_created.end(),
                                    {"completionStatus", "metadata"});
    shapes.container = shapes.container_created;
    shapes.container.insert(shapes.container.end(), {"children", "childrenrange"});
    shapes.object = shapes.container_created;
    shapes.object.insert(shapes.object.end(),
                         {"mimetype", "valuetransferencoding", "value", "valuerange"});
    shapes.capability = {"parentURI",     "objectName", "objectType",      "capabilities",
                         "childrenrange", "children",   "completionStatus"};
    shapes.spelling = {{"childrenrange", "childrenRange"}};
    return shapes;
}

void set_answers(Traits& traits) {
    traits.encode = osaddon_encode;
    traits.value_range = osaddon_value_range;
    traits.value_argument = "bytes=";
    traits.value_part_status = 206;
    traits.indent = 2;
    traits.statuses.container_updated = 202;
    traits.statuses.object_updated = 201;
    traits.statuses.wrong_slash = 200;
    traits.types.container = "application/json; charset=UTF-8";
    traits.types.written = "text/html; charset=UTF-8";
    traits.types.version_of_container = false;
    traits.types.version_of_written = false;
}

}  // namespace

Traits osaddon() {
    Traits traits;
    traits.name = "osaddon";
    traits.prefix = "/cdmi/AUTH_test";
    traits.version_rule = VersionRule::part;
    traits.versions = {"1.0.1"};
    traits.version_needed = false;
    set_answers(traits);
    traits.shapes = osaddon_shapes();
    traits.complaints = osaddon_complaints();
    traits.error = html_error;
    traits.answers_json = [](const Request& request) { return request.version.has_value(); };
    traits.checks_accept = false;
    traits.answers_head = false;
    traits.selects_fields = false;
    traits.write_kind = osaddon_write_kind;
    traits.updates_reply_with_body = true;
    traits.update = UpdateRule::replacement;
    traits.merges_container_metadata = true;
    traits.move = SourceRule::ignored;
    traits.other_sources = SourceRule::ignored;
    traits.strict_encoding = false;
    traits.reserves_names = false;
    traits.objects_at_root = false;
    traits.default_mimetype = object_type;
    traits.default_encoding = "7BIT";
    traits.plain_encoding = "7BIT";
    traits.deletes_recursively = false;
    traits.id = nullptr;
    traits.access_by_id = false;
    traits.double_slash_in_parents = true;
    traits.system_metadata = no_system_metadata;
    traits.open_capabilities = true;
    traits.answers_unauthorized = osaddon_unauthorized;
    traits.capabilities = osaddon_capabilities();
    traits.no_children = Json::object();
    traits.no_children_range = "0-0";
    return traits;
}

}  // namespace fedcloud::testbed::cdmi
