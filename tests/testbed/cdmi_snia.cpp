// SNIA's reference implementation of CDMI.
#include "cdmi_capabilities.hpp"
#include "cdmi_dialects.hpp"

namespace fedcloud::testbed::cdmi {
namespace {

Answer etag_error(int status, const std::string& text) {
    return {status, {{"ETag", "\"" + text + "\""}, {"Content-Length", "0"}}, ""};
}

Json snia_system_metadata(const Node& node) {
    Json metadata = Json::object();
    metadata["cdmi_ctime"] = time_text(node.created, TimeEnd::nothing);
    metadata["cdmi_mtime"] = time_text(node.modified, TimeEnd::nothing);
    metadata["cdmi_atime"] = "never";
    metadata["fileName"] = "/var/lib/cdmi-server/data/" + short_digest(node.key);
    return metadata;
}

}  // namespace

Traits snia() {
    auto traits = without_fields(spec(), {"domainURI", "valuetransferencoding"});
    traits.name = "snia";
    traits.version_rule = VersionRule::ignored;
    traits.version_needed = false;
    traits.statuses.container_updated = 200;
    traits.statuses.object_updated = 200;
    traits.statuses.deleted = 200;
    traits.statuses.wrong_slash = 200;
    traits.types.version_of_container = false;
    traits.types.version_of_object = false;
    traits.types.version_of_capability = false;
    traits.types.version_of_written = false;
    traits.shapes.capability = {"objectID", "parentURI", "capabilities", "childrenrange",
                                "children"};
    traits.shapes.spelling = {{"valuerange", "valueRange"}};
    traits.complaints = {
        {Problem::container_parent_missing, {400, "The parent container does not exist"}},
        {Problem::object_parent_missing, {400, "The parent container does not exist"}}};
    traits.error = etag_error;
    traits.answers_json = [](const Request& request) {
        return request.content_type == "application/vnd.org.snia.cdmi-object";
    };
    traits.checks_accept = false;
    traits.value_range = [](std::uint64_t, std::uint64_t count) { return std::to_string(count); };
    traits.known_fields = {"mimetype", "metadata", "value"};
    traits.empty_body = false;
    traits.update = UpdateRule::nothing;
    traits.copy = SourceRule::refused;
    traits.move = SourceRule::refused;
    traits.reserves_names = false;
    traits.deletes_missing = true;
    traits.capabilities_uri_is_lost = true;
    traits.system_metadata = snia_system_metadata;
    traits.root_is_readable = false;
    traits.capabilities = snia_capabilities();
    traits.ignores_capability_class = true;
    return traits;
}

}  // namespace fedcloud::testbed::cdmi
