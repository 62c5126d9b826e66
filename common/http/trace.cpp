#include "http/trace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::http {
namespace {

bool carries_credentials(std::string_view name) {
    constexpr std::array<std::string_view, 7> names{
        "authorization", "proxy-authorization", "cookie",         "set-cookie",
        "x-auth-token",  "x-subject-token",     "x-storage-token"};
    return std::find(names.begin(), names.end(), plugin::lower(name)) != names.end();
}

void add_headers(const Headers& headers, std::string_view mark, std::vector<std::string>& lines) {
    constexpr std::size_t most = 1024;
    for (const auto& [name, value] : headers) {
        lines.push_back(
            fmt::format("{} {}: {}{}", mark, name,
                        carries_credentials(name) ? "***" : std::string_view(value).substr(0, most),
                        value.size() > most && !carries_credentials(name) ? "…" : ""));
    }
}

void add_body(std::string_view body, bool confidential, std::string_view mark,
              std::vector<std::string>& lines) {
    if (confidential && !body.empty()) {
        lines.push_back(fmt::format("{} ({} bytes, not shown: a log-in)", mark, body.size()));
        return;
    }
    constexpr std::size_t most = 4096;
    auto rest = body.substr(0, most);
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        // The mark by which a secret that was cut is known.
        const bool cut = body.size() > most && end == std::string_view::npos;
        lines.push_back(fmt::format("{} {}{}", mark, rest.substr(0, end), cut ? "…" : ""));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    if (body.size() > most) {
        lines.push_back(fmt::format("{} ({} bytes more)", mark, body.size() - most));
    }
}

}  // namespace

std::vector<std::string> trace_lines(const Request& request) {
    std::vector<std::string> lines{
        fmt::format("> {} {}", to_string(request.method), request.url.to_string())};
    add_headers(request.headers, ">", lines);
    add_body(request.body, request.confidential, ">", lines);
    return lines;
}

std::vector<std::string> trace_lines(const Request& request, const Response& response) {
    std::vector<std::string> lines{fmt::format("< HTTP {}", response.status)};
    add_headers(response.headers, "<", lines);
    add_body(response.body, request.confidential, "<", lines);
    return lines;
}

std::string trace_summary(const Request& request, const Expected<Response, Error>& outcome,
                          plugin::Duration time) {
    if (!outcome) {
        return fmt::format("{} after {}s", outcome.error().text, plugin::format_seconds(time));
    }
    return fmt::format("{} {}: HTTP {}, {} bytes in {}s{}", to_string(request.method),
                       request.url.to_string(), outcome->status, outcome->body.size(),
                       plugin::format_seconds(time),
                       outcome->timing.connect.count() > 0 ? " (new connection)" : "");
}

}  // namespace fedcloud::http
