// Onedata's oneprovider, of which the first part of a path is a space.
#include "cdmi_capabilities.hpp"
#include "cdmi_dialects.hpp"
#include "cdmi_object_id.hpp"

namespace fedcloud::testbed::cdmi {
namespace {

std::string onedata_id(const std::string& key) {
    // As long as those of the documentation: a name, an identifier and another one.
    const auto opaque = "guid#" + short_digest(key) + "#" + short_digest("space") + "chb14d";
    return base16(object_id(0, opaque, IdLength::opaque));
}

Json onedata_system_metadata(const Node& node) {
    return {{"cdmi_size", std::to_string(node.value.size())},
            {"cdmi_owner", "2a6af6ad4958f084f6c0ef252787d693ch9547"},
            {"cdmi_mtime", time_text(node.modified, TimeEnd::zone)},
            {"cdmi_ctime", time_text(node.created, TimeEnd::zone)},
            {"cdmi_atime", time_text(node.created, TimeEnd::zone)}};
}

Answer onedata_error(int status, const std::string& text) {
    const Json body = {{"error", {{"id", "badData"}, {"description", text}}}};
    const auto written = body.dump();
    return {
        status,
        {{"Content-Type", "application/json"}, {"Content-Length", std::to_string(written.size())}},
        written};
}

}  // namespace

Traits onedata() {
    auto traits = without_fields(spec(), {"domainURI"});
    traits.name = "onedata";
    traits.prefix = "/cdmi";
    traits.space = "/MySpace";
    traits.versions = {"1.1", "1.1.1"};
    traits.statuses.wrong_slash = 302;
    traits.complaints = {
        {Problem::outside_a_container, {403, "Only spaces are in the root container."}},
        {Problem::root, {403, "A space cannot be removed."}}};
    traits.error = onedata_error;
    traits.containers_at_root = false;
    traits.objects_at_root = false;
    traits.default_mimetype = "application/octet-stream";
    traits.id = onedata_id;
    traits.uris_have_prefix = false;
    traits.relative_capabilities_uri = true;
    traits.system_metadata = onedata_system_metadata;
    traits.capabilities = onedata_capabilities();
    traits.no_children_range = nullptr;
    return traits;
}

}  // namespace fedcloud::testbed::cdmi
