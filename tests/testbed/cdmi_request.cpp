// One request as a CDMI server reads it.
#include "cdmi_request.hpp"

#include <algorithm>
#include <charconv>

#include "encoding.hpp"

namespace fedcloud::testbed::cdmi {
namespace {

constexpr auto version_header = "X-CDMI-Specification-Version";

// In a path a plus is one.
std::string decode_path(const std::string& text) {
    return decode_form(replace_all(text, "+", "%2B"));
}

std::vector<std::string> media_types(const std::string& accept) {
    std::vector<std::string> types;
    for (const auto& range : split_outside_quotes(accept, ',')) {
        const auto type = to_lower(split_outside_quotes(range, ';').front());
        if (!type.empty()) {
            types.push_back(type);
        }
    }
    return types;
}

std::vector<Selection> read_selections(const std::string& query) {
    std::vector<Selection> selections;
    for (const auto& part : split_outside_quotes(query, ';')) {
        const auto colon = part.find(':');
        if (!part.empty()) {
            selections.push_back(
                {decode_path(part.substr(0, colon)),
                 colon == std::string::npos ? "" : decode_path(part.substr(colon + 1))});
        }
    }
    return selections;
}

bool read_path(const std::string& text, Request& request) {
    request.slash = text.ends_with('/');
    auto rest = request.slash ? text.substr(0, text.size() - 1) : text;
    while (!rest.empty()) {
        const auto end = rest.find('/', 1);
        const auto name = decode_path(rest.substr(1, end == std::string::npos ? end : end - 1));
        if (name.empty() || name.find('/') != std::string::npos) {
            return false;
        }
        request.path += "/" + name;
        rest.erase(0, end);
    }
    return true;
}

}  // namespace

bool is_cdmi_type(const std::string& type) {
    return type.starts_with("application/cdmi-") ||
           type.starts_with("application/vnd.org.snia.cdmi");
}

bool Request::has_cdmi_type() const {
    return is_cdmi_type(content_type) ||
           std::any_of(accepted.begin(), accepted.end(), is_cdmi_type);
}

bool Request::accepts_anything() const {
    return accepted.empty() || std::find(accepted.begin(), accepted.end(), "*/*") != accepted.end();
}

bool Request::is_cdmi() const {
    if (call.method == "PUT" || call.method == "POST") {
        return is_cdmi_type(content_type);
    }
    return has_cdmi_type() || (version && accepts_anything());
}

const Selection* Request::selection(const std::string& field) const {
    for (const auto& one : selections) {
        if (one.field == field) {
            return &one;
        }
    }
    return nullptr;
}

bool Request::selects(const std::string& field) const {
    return selections.empty() || selection(field) != nullptr;
}

std::optional<Request> read_request(const Call& call) {
    Request request{call};
    if (!read_path(call.path, request)) {
        return std::nullopt;
    }
    request.selections = read_selections(call.query);
    request.content_type = call.content_type();
    request.accepted = media_types(call.accept());
    if (!header_values(call.headers, version_header).empty()) {
        request.version = header_value(call.headers, version_header);
    }
    return request;
}

std::optional<Range> read_range(const std::string& text) {
    Range range;
    const auto* end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, range.first);
    if (first.ec != std::errc{} || first.ptr == end || *first.ptr != '-') {
        return std::nullopt;
    }
    const auto last = std::from_chars(first.ptr + 1, end, range.second);
    if (last.ec != std::errc{} || last.ptr != end || range.second < range.first) {
        return std::nullopt;
    }
    return range;
}

}  // namespace fedcloud::testbed::cdmi
