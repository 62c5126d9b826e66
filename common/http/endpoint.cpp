#include "http/endpoint.hpp"

#include <fmt/format.h>

#include <utility>

#include "plugin/text.hpp"

namespace fedcloud::http {
namespace {

using plugin::Fault;

// A URL to be quoted in a message: people put tokens and passwords before the host.
std::string without_user(std::string_view text) {
    const auto scheme = text.find("://");
    const auto begin = scheme == std::string_view::npos ? 0 : scheme + 3;
    const auto host = text.substr(0, text.find_first_of("/?#", begin)).rfind('@');
    return host == std::string_view::npos || host < begin
               ? std::string(text)
               : fmt::format("{}***{}", text.substr(0, begin), text.substr(host));
}

}  // namespace

plugin::Checked<net::Url> find_endpoint(std::string_view text,
                                        const plugin::CommonOptions& common) {
    auto url = net::parse_url(text);
    if (!url || (url->scheme != "http" && url->scheme != "https")) {
        return Unexpected{Fault::ours(fmt::format(
            "endpoint '{}' is no usable URL: {}", plugin::clean(without_user(text), 120),
            url ? "its scheme is neither https nor http" : url.error()))};
    }
    if (!common.hostname.empty()) {
        if (!net::is_host(common.hostname)) {
            return Unexpected{Fault::ours(fmt::format("-H/--hostname: '{}' is no host name",
                                                      plugin::clean(common.hostname, 120)))};
        }
        url->host = plugin::lower(common.hostname);
    }
    if (common.port) {
        url->explicit_port = common.port;
    }
    return std::move(*url);
}

ClientOptions client_options(const Trust& trust, plugin::Run& run, std::string user_agent) {
    ClientOptions options;
    options.trust = trust;
    options.family = run.options().family;
    options.user_agent = std::move(user_agent);
    if (run.wants_trace(2)) {
        options.trace = [&run](int level, std::string line) { run.trace(level, std::move(line)); };
    }
    return options;
}

}  // namespace fedcloud::http
