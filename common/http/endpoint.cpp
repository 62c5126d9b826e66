#include "http/endpoint.hpp"

#include <fmt/format.h>

#include <utility>

#include "plugin/text.hpp"

namespace fedcloud::http {

using plugin::Fault;

plugin::Checked<net::Url> find_endpoint(std::string_view text,
                                        const plugin::CommonOptions& common) {
    auto url = net::parse_url(text);
    if (!url || (url->scheme != "http" && url->scheme != "https")) {
        return Unexpected{
            Fault::ours(fmt::format("endpoint '{}' is no usable URL: {}", plugin::clean(text, 120),
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
