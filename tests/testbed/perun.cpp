// A Perun: the remote calls that tell whether it is well, as perun-rpc answers them.
#include "perun.hpp"

#include <array>
#include <sstream>

#include "encoding.hpp"
#include "wall_time.hpp"

namespace fedcloud::testbed {
namespace {

struct Exchange {
    const Call& call;
    const PerunSettings& settings;
    std::string authentication;  // the first part of the path, such as cert
    bool padded_json = false;    // JSONP
};

WallTime server_time(const PerunSettings& settings) {
    return wall_time_before_now(-settings.clock_offset);
}

// As java.sql.Timestamp writes itself: the server's local time, its fraction without zeros at the
// end but never without a digit.
std::string timestamp(const PerunSettings& settings) {
    const auto time = server_time(settings) + std::chrono::duration_cast<WallClock::duration>(
                                                  Seconds{settings.zone_hours * 3600});
    auto digits = std::to_string(1000 + milliseconds_of_second(time)).substr(1);
    while (digits.size() > 1 && digits.ends_with('0')) {
        digits.pop_back();
    }
    return format_utc(time, "%Y-%m-%d %H:%M:%S.") + digits;
}

// Chunked, since Perun's serializer flushes before Tomcat knows the length.
Answer send_json(const Exchange& it, int status, const Json& value) {
    auto text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (it.padded_json) {
        const auto fields = form_fields(it.call.query);
        const auto callback = fields.find("callback");
        text = (callback != fields.end() ? callback->second : "null") + "(" + text + ");";
    }
    Answer answer{it.padded_json ? 200 : status,
                  {{"Content-Type", it.padded_json ? "text/javascript; charset=utf-8"
                                                   : "application/json; charset=utf-8"},
                   {"Transfer-Encoding", "chunked"}},
                  text};
    answer.framing = Framing::chunked;
    return answer;
}

// The milliseconds since 1970, in hexadecimal digits.
std::string error_id() {
    std::ostringstream text;
    text << std::hex << milliseconds_since_1970(WallClock::now());
    return text.str();
}

Answer fail(const Exchange& it, const std::string& name, const std::string& message, int status,
            const std::string& type = {}) {
    const auto id = error_id();
    Json error = {{"errorId", id}, {"name", name}};
    if (!type.empty()) {
        error["type"] = type;
    }
    error["message"] = "Error " + id + ": " + message;
    return send_json(it, status, error);
}

bool is_omitted(const PerunSettings& settings, const std::string& line) {
    for (const auto& name : settings.omit) {
        if (line.starts_with(name + ":")) {
            return true;
        }
    }
    return false;
}

Json status_lines(const PerunSettings& settings) {
    std::vector<std::string> lines{
        "Version of Perun: " + settings.version,
        "Version of PerunDB: " + settings.db_version,
        "Version of Servlet: Apache Tomcat/10.1.24 (Debian)",
        "Version of DB-driver: PostgreSQL JDBC Driver-42.7.3",
        "Version of DB: PostgreSQL-15.8 (Debian 15.8-0+deb12u1)",
        "Version of Java platform: 17.0.12",
    };
    std::map<std::string, std::int64_t> lags = settings.lag;
    for (const auto& consumer : perun_consumers()) {
        lags.emplace(consumer, 0);
    }
    for (const auto& [consumer, lag] : lags) {
        lines.push_back("AuditerConsumer: '" + consumer + "' with last processed id='" +
                        std::to_string(settings.last_message_id - lag) + "'");
    }
    lines.push_back("LastMessageId: " + std::to_string(settings.last_message_id));
    lines.push_back("Timestamp: " + timestamp(settings));
    Json list = Json::array();
    for (const auto& line : lines) {
        if (!is_omitted(settings, line)) {
            list.push_back(line);
        }
    }
    return list;
}

Json statistics(const PerunSettings& settings) {
    return {"Timestamp: '" + timestamp(settings) + "'",
            "USERS: '61204'",
            "FACILITIES: '873'",
            "DESTINATIONS: '3914'",
            "VOS: '412'",
            "RESOURCES: '5120'",
            "GROUPS: '8046'",
            "AUDITMESSAGES: '" + std::to_string(settings.last_message_id) + "'"};
}

bool is_known(const Exchange& it) {
    if (it.authentication == "non") {
        return it.settings.anonymous == "known";
    }
    return it.settings.principal == "known" ||
           (it.call.client && it.call.client->subject == it.settings.principal);
}

Answer call_utils(const Exchange& it, const std::string& method) {
    if (method == "getPerunSystemTimeInMillis") {  // of all, the only one without a policy
        return send_json(it, 200, milliseconds_since_1970(server_time(it.settings)));
    }
    if (method != "getPerunStatus" && method != "getPerunStatistics") {
        return fail(it, "RpcException", "Unknown method utils." + method + "()", 400,
                    "UNKNOWN_METHOD");
    }
    if (!is_known(it)) {
        const auto who = it.authentication == "non" ? "anonymous"
                         : it.call.client           ? it.call.client->subject
                                                    : "probe";
        return fail(it, "PrivilegeException",
                    "Principal " + who + " is not authorized to perform action '" + method + "'",
                    400);
    }
    return send_json(
        it, 200, method == "getPerunStatus" ? status_lines(it.settings) : statistics(it.settings));
}

Answer call_manager(const Exchange& it, const std::vector<std::string>& segments) {
    // FORMAT/MANAGER/METHOD
    if (segments.size() != 3 || (segments[0] != "json" && segments[0] != "jsonp")) {
        return fail(it, "RpcException", "Invalid URL " + it.call.path, 400, "INVALID_URL");
    }
    if (!it.settings.error.empty()) {
        return fail(it, it.settings.error, "The testbed was asked for this.",
                    it.settings.error_status);
    }
    if (segments[1] != "utils") {
        return fail(it, "RpcException", "Unknown manager " + segments[1], 400, "UNKNOWN_MANAGER");
    }
    return call_utils(it, segments[2]);
}

Answer login_page() {
    return respond(200, html_type,
                   "<!DOCTYPE html>\n<html><head><title>Select your identity provider</title>"
                   "</head>\n<body><form action=\"/ds/login\" method=\"post\">\n"
                   "<label>Your institution <input name=\"entityID\"></label>\n"
                   "<input type=\"submit\" value=\"Login\"></form></body></html>\n");
}

Answer front_end_page(const std::string& kind) {
    if (kind == "login") {
        return login_page();
    }
    if (kind == "403") {
        return apache_error(403, "You don't have permission to access this resource.");
    }
    if (kind == "404") {
        return apache_error(404, "The requested URL was not found on this server.");
    }
    if (kind == "502") {
        return apache_error(502,
                            "The proxy server received an invalid response from an upstream "
                            "server.");
    }
    return apache_error(503, "The server is temporarily unable to service your request.");
}

// What the Apache before Perun says to who may not come in by this way.
std::optional<Answer> refuse(const Exchange& it, bool asks_for_certificates) {
    if (it.authentication == "cert" && asks_for_certificates && !it.call.client) {
        return front_end_page("403");
    }
    if (it.authentication == "ba" && !has_basic_credentials(it.call, "probe", "secret")) {
        return ask_for_password("Perun");
    }
    if (it.authentication == "fed") {
        return login_page();
    }
    if (it.authentication == "krb" || it.authentication == "oauth") {
        auto answer = apache_error(401, "This server could not verify that you are authorized.");
        answer.headers.emplace_back("WWW-Authenticate",
                                    it.authentication == "krb" ? "Negotiate" : "Bearer");
        return answer;
    }
    return std::nullopt;
}

bool is_authentication(const std::string& segment) {
    static constexpr std::array<std::string_view, 6> ways{"krb", "fed", "cert",
                                                          "non", "ba",  "oauth"};
    for (const auto way : ways) {
        if (segment == way) {
            return true;
        }
    }
    return false;
}

PerunSettings first_settings(const WebOptions& options) {
    PerunSettings settings;
    settings.latency = options.latency;
    return settings;
}

}  // namespace

Perun::Perun(const WebOptions& options)
    : asks_for_certificates_{options.server.client_certificate != ClientCertificate::none},
      settings_{first_settings(options)} {}

Answer Perun::answer(const Call& call) {
    const auto settings = settings_.get();
    if (!settings.html.empty()) {
        return front_end_page(settings.html);
    }
    auto segments = path_segments(call.path);
    if (segments.size() < 2 || !is_authentication(segments[0]) || segments[1] != "rpc") {
        return front_end_page("404");
    }
    const Exchange it{call, settings, segments[0], segments.size() > 2 && segments[2] == "jsonp"};
    if (const auto refusal = refuse(it, asks_for_certificates_)) {
        return *refusal;
    }
    segments.erase(segments.begin(), segments.begin() + 2);
    return call_manager(it, segments);
}

}  // namespace fedcloud::testbed
