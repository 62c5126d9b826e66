// What most CDMI servers have in common.
#include "cdmi_traits.hpp"

#include <cstdio>
#include <ctime>

#include "cdmi_object_id.hpp"
#include "encoding.hpp"

namespace fedcloud::testbed::cdmi {
namespace {

// SNIA's own number, which its examples have.
constexpr std::uint32_t enterprise = 0x6ffd;

bool is_utf8(std::string_view bytes) {
    const auto replaced = Json(bytes).dump(-1, ' ', false, Json::error_handler_t::replace);
    return Json::parse(replaced) == bytes;
}

}  // namespace

EncodedValue encode_as_stored(const Node& node, std::string_view bytes) {
    if (node.transfer_encoding != "base64" && is_utf8(bytes)) {
        return {node.transfer_encoding, std::string{bytes}};
    }
    return {"base64", encode_base64(bytes)};
}

std::string standard_id(const std::string& key) {
    return base16(object_id(enterprise, std::string_view{key}.substr(0, 8), IdLength::whole));
}

std::string first_and_last(std::uint64_t first, std::uint64_t count) {
    return count == 0 ? std::string{}
                      : std::to_string(first) + "-" + std::to_string(first + count - 1);
}

std::string range_of_size(Range range, std::uint64_t size) {
    return "bytes " + std::to_string(range.first) + "-" + std::to_string(range.second) + "/" +
           std::to_string(size);
}

std::string time_text(SystemClock::time_point time, TimeEnd end) {
    const auto seconds = SystemClock::to_time_t(time);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[40];
    const std::string whole(text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts));
    if (end != TimeEnd::fraction) {
        return end == TimeEnd::zone ? whole + "Z" : whole;
    }
    const auto left = time - SystemClock::from_time_t(seconds);
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(left).count();
    const int size = std::snprintf(text, sizeof text, ".%06ldZ", static_cast<long>(micros));
    return whole + std::string(text, static_cast<std::size_t>(size));
}

Json standard_system_metadata(const Node& node) {
    Json metadata = Json::object();
    if (node.kind == NodeKind::object) {
        metadata["cdmi_size"] = std::to_string(node.value.size());
    }
    metadata["cdmi_ctime"] = time_text(node.created, TimeEnd::fraction);
    metadata["cdmi_mtime"] = time_text(node.modified, TimeEnd::fraction);
    metadata["cdmi_owner"] = node.owner == Owner::http ? "probe" : "somebody";
    return metadata;
}

bool answers_json_to_cdmi(const Request& request) {
    return request.is_cdmi();
}

WriteKind kind_by_content_type(const Request& request) {
    if (request.content_type == container_type) {
        return WriteKind::container;
    }
    if (request.content_type == object_type) {
        return WriteKind::object;
    }
    if (is_cdmi_type(request.content_type)) {
        return WriteKind::nothing;
    }
    return request.slash ? WriteKind::plain_container : WriteKind::plain_object;
}

Answer plain_error(int status, const std::string& text) {
    return {status,
            {{"Content-Type", "text/plain; charset=utf-8"},
             {"Content-Length", std::to_string(text.size())}},
            text};
}

}  // namespace fedcloud::testbed::cdmi
