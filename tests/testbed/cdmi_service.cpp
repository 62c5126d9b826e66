// Which operation a request to a CDMI server is, and the form of answers.
#include "cdmi_service.hpp"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include "cdmi_render.hpp"

namespace fedcloud::testbed::cdmi {
namespace {

constexpr auto version_header = "X-CDMI-Specification-Version";
constexpr std::string_view capabilities_path = "/cdmi_capabilities";
constexpr std::string_view by_id_path = "/cdmi_objectid/";

// The highest of ours that is among those.
std::string common_version(const std::vector<std::string>& ours, const std::string& theirs) {
    const auto list = split_outside_quotes(theirs, ',');
    for (auto version = ours.rbegin(); version != ours.rend(); ++version) {
        if (std::find(list.begin(), list.end(), *version) != list.end()) {
            return *version;
        }
    }
    return {};
}

bool is_number(const std::string& text) {
    char* end = nullptr;
    std::strtod(text.c_str(), &end);
    return !text.empty() && *end == '\0';
}

bool is_known_version(const Exchange& it, const std::string& version) {
    switch (it.traits.version_rule) {
        case VersionRule::list:
            return !common_version(it.versions(), version).empty();
        case VersionRule::part:
            return it.versions().back().find(version) != std::string::npos;
        case VersionRule::number:
            return is_number(version);
        case VersionRule::ignored:
            break;
    }
    return true;
}

// What is wrong with the headers.
std::optional<Problem> refusal(const Exchange& it) {
    const auto& request = it.request;
    if (request.call.head && !it.traits.answers_head) {
        return Problem::method;
    }
    if (it.traits.content_type_needed && request.content_type.empty()) {
        return Problem::content_type_missing;
    }
    if (request.version) {
        return is_known_version(it, *request.version) ? std::nullopt
                                                      : std::optional{Problem::version_unknown};
    }
    if (it.traits.version_needed && request.has_cdmi_type()) {
        return Problem::version_missing;
    }
    return std::nullopt;
}

// The path of /cdmi_objectid/ID/..., or of any other address as it is; empty where no ID is it.
std::optional<std::string> resolve(const Exchange& it) {
    const auto& path = it.request.path;
    if (!it.traits.access_by_id || !path.starts_with(by_id_path)) {
        return path;
    }
    const auto end = path.find('/', by_id_path.size());
    const auto id = path.substr(by_id_path.size(), end - by_id_path.size());
    for (const auto& [place, node] : it.tree.nodes()) {
        if (equal_ignoring_case(it.traits.id(node.key), id)) {
            return end == std::string::npos ? place : place + path.substr(end);
        }
    }
    return std::nullopt;
}

Answer write(const Exchange& it, const std::string& path) {
    switch (it.traits.write_kind(it.request)) {
        case WriteKind::container:
            return write_container(it, false);
        case WriteKind::plain_container:
            return write_container(it, true);
        case WriteKind::object:
            return write_object(it, path, false);
        case WriteKind::plain_object:
            return write_object(it, path, true);
        case WriteKind::nothing:
            break;
    }
    return complain(it, Problem::content_type);
}

Answer route(const Exchange& it) {
    const auto& method = it.request.call.method;
    const bool capabilities = it.request.path == capabilities_path ||
                              it.request.path.starts_with(std::string{capabilities_path} + "/");
    if (capabilities && method == "GET") {
        return read_capabilities(it);
    }
    const auto path = resolve(it);
    if (!path) {
        return complain(it, Problem::missing);
    }
    if (method == "GET") {
        return read(it, *path);
    }
    if (method == "PUT") {
        return write(it, *path);
    }
    return method == "DELETE" ? remove(it, *path) : complain(it, Problem::method);
}

}  // namespace

Answer answer(const Exchange& it) {
    const auto problem = refusal(it);
    return problem ? complain(it, *problem) : route(it);
}

Answer read_capabilities(const Exchange& it) {
    auto name = it.request.path.substr(capabilities_path.size());
    if (name.starts_with('/')) {
        name.erase(0, 1);
    }
    const auto body = render_capabilities(it, name);
    if (body.is_null()) {
        return complain(it, Problem::no_capability_object);
    }
    if (!it.request.slash && it.traits.statuses.wrong_slash != 200) {
        return redirect(it, it.request.path, NodeKind::container);
    }
    return respond_json(it, 200, it.traits.types.capability, body,
                        it.traits.types.version_of_capability);
}

std::string agreed_version(const Exchange& it) {
    const auto common = it.traits.version_rule == VersionRule::list && it.request.version
                            ? common_version(it.versions(), *it.request.version)
                            : std::string{};
    return common.empty() ? it.versions().back() : common;
}

Answer complain(const Exchange& it, Problem problem) {
    const auto found = it.traits.complaints.find(problem);
    const auto& complaint =
        found != it.traits.complaints.end() ? found->second : standard_complaint(problem);
    const bool quota = problem == Problem::quota;
    return it.traits.error(quota ? static_cast<int>(it.settings.quota) : complaint.status,
                           complaint.text);
}

Answer respond(const Exchange& it, int status, const std::string& type, const std::string& body,
               bool tells_version) {
    Answer answer{status, {{"Content-Type", type}}, body};
    if (tells_version) {
        answer.headers.emplace_back(version_header, agreed_version(it));
    }
    answer.headers.emplace_back("Content-Length", std::to_string(body.size()));
    return answer;
}

Answer respond_json(const Exchange& it, int status, const std::string& type, const Json& body,
                    bool tells_version) {
    return respond(it, status, it.traits.types_as_requested ? it.request.content_type : type,
                   body.dump(it.traits.indent, ' ', false, Json::error_handler_t::replace),
                   tells_version);
}

Answer without_body(int status) {
    Answer answer{status, {}, ""};
    if (status != 204) {
        answer.headers.emplace_back("Content-Length", "0");
    }
    return answer;
}

Answer bare(const Exchange& it, int status) {
    auto answer = without_body(status);
    if (!it.traits.types.written.empty()) {
        answer.headers.emplace_back("Content-Type", it.traits.types.written);
    }
    return answer;
}

Answer redirect(const Exchange& it, const std::string& path, NodeKind kind) {
    auto answer = without_body(it.traits.statuses.wrong_slash);
    const auto& query = it.request.call.query;
    answer.headers.emplace_back(
        "Location", it.host() + uri_of(it, path, kind) + (query.empty() ? "" : "?" + query));
    return answer;
}

std::string uri_of(const Exchange& it, const std::string& path, NodeKind kind) {
    static constexpr std::string_view unreserved = "-._~/";
    std::string escaped;
    for (const char letter : path) {
        const auto byte = static_cast<unsigned char>(letter);
        if (std::isalnum(byte) != 0 || unreserved.find(letter) != std::string_view::npos) {
            escaped += letter;
        } else {
            char text[4];
            std::snprintf(text, sizeof text, "%%%02X", byte);
            escaped += text;
        }
    }
    return it.prefix + escaped + (kind == NodeKind::container ? "/" : "");
}

}  // namespace fedcloud::testbed::cdmi
