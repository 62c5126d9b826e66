#include "preparation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "plugin/state_folder.hpp"
#include "plugin/text.hpp"

namespace fedcloud::occi_vm {
namespace {

using plugin::Checked;
using plugin::Fault;

Checked<std::optional<net::Url>> find_endpoint(const Options& options,
                                               const plugin::CommonOptions& common) {
    if (options.endpoint.empty()) {
        if (options.login.keystone_url.empty()) {
            return Unexpected{Fault::ours(
                "no endpoint: give --endpoint URL, or --keystone-url to take it from there")};
        }
        return std::optional<net::Url>();
    }
    auto url = net::parse_url(options.endpoint);
    if (!url || (url->scheme != "http" && url->scheme != "https")) {
        return Unexpected{Fault::ours(
            fmt::format("endpoint '{}' is no usable URL: {}", plugin::clean(options.endpoint, 120),
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
    url->query.clear();  // GOCDB keeps ?image=...&resource=... there
    return std::optional(std::move(*url));
}

bool needs_trust(const Options& options, const Preparation& preparation,
                 const plugin::CommonOptions& common) {
    return !preparation.endpoint || preparation.endpoint->is_tls() || !common.ca_path.empty() ||
           common.crl_required || options.login.keystone_url.rfind("https:", 0) == 0 ||
           !options.login.refresh_token_file.empty();
}

}  // namespace

Checked<Preparation> prepare(const Options& options, const plugin::CommonOptions& common,
                             auth::WallClock::time_point now) {
    Preparation preparation;
    auto endpoint = find_endpoint(options, common);
    if (!endpoint) {
        return Unexpected{endpoint.error()};
    }
    preparation.endpoint = std::move(*endpoint);
    if (needs_trust(options, preparation, common)) {
        auto trust = http::find_trust(common.ca_path, common.crl_required);
        if (!trust) {
            return Unexpected{trust.error()};
        }
        preparation.trust = std::move(*trust);
    }
    auto credential = auth::find_credential(
        options.login, {preparation.endpoint, preparation.trust, common.state_dir}, now);
    if (!credential) {
        return Unexpected{credential.error()};
    }
    preparation.credential = std::move(*credential);
    auto context = read_context(options);
    if (!context) {
        return Unexpected{context.error()};
    }
    preparation.context = std::move(*context);
    if (!options.checks_only) {
        auto folder = plugin::find_state_folder(common.state_dir);
        if (!folder) {
            return Unexpected{folder.error()};
        }
        preparation.state_folder = std::move(*folder);
    }
    return preparation;
}

http::ClientOptions http_options(const Preparation& preparation, plugin::Run& run) {
    http::ClientOptions options;
    options.trust = preparation.trust;
    options.family = run.options().family;
    // ooi answers 501 to any other OCCI version than these two.
    options.user_agent = "fedcloud-probes OCCI/1.1";
    if (run.wants_trace(2)) {
        options.trace = [&run](int level, std::string line) { run.trace(level, std::move(line)); };
    }
    return options;
}

occi::ClientSettings client_settings(const net::Url& endpoint, const plugin::Run& run) {
    using namespace std::chrono_literals;
    // A single request that hangs must leave time for the others.
    return {endpoint, std::max<plugin::Clock::duration>(
                          2s, (run.budget().work.end() - run.budget().start) / 3)};
}

}  // namespace fedcloud::occi_vm
