#include "http/endpoint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "net/given_host.hpp"
#include "plugin/text.hpp"

namespace fedcloud::http {

using plugin::Fault;

plugin::Checked<net::Url> find_endpoint(std::string_view text,
                                        const plugin::CommonOptions& common) {
    if (text.empty()) {
        return Unexpected{Fault::ours("the endpoint is empty: an http or https URL is wanted")};
    }
    auto url = net::parse_url(text);
    if (!url || (url->scheme != "http" && url->scheme != "https")) {
        return Unexpected{Fault::ours(fmt::format(
            "endpoint '{}' is no usable URL: {}", plugin::clean(net::without_user(text), 120),
            url ? "its scheme is neither https nor http" : url.error()))};
    }
    const auto host = net::given_host(common);
    if (!host) {
        return Unexpected{host.error()};
    }
    if (!host->empty()) {
        url->host = *host;
    }
    if (common.port) {
        url->explicit_port = common.port;
    }
    return std::move(*url);
}

std::string without_query(net::Url url) {
    if (!url.query.empty()) {
        url.query = "…";
    }
    return url.to_string();
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

plugin::Clock::duration time_per_request(const plugin::Run& run) {
    return std::max<plugin::Clock::duration>(std::chrono::seconds(2),
                                             (run.budget().work.end() - run.budget().start) / 3);
}

}  // namespace fedcloud::http
