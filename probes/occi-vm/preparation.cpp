#include "preparation.hpp"

#include <utility>

#include "http/endpoint.hpp"
#include "plugin/state_folder.hpp"

namespace fedcloud::occi_vm {

plugin::Checked<Preparation> prepare(const Options& options, plugin::Run& run) {
    auto access = auth::prepare(options.endpoint, options.login, run);
    if (!access) {
        return Unexpected{access.error()};
    }
    if (access->endpoint) {
        access->endpoint->query.clear();  // GOCDB keeps ?image=...&resource=... there
    }
    auto context = read_context(options);
    if (!context) {
        return Unexpected{context.error()};
    }
    Preparation preparation{std::move(*access), std::move(*context), ""};
    if (!options.checks_only) {
        auto folder = plugin::find_state_folder(run.options().state_dir);
        if (!folder) {
            return Unexpected{folder.error()};
        }
        preparation.state_folder = std::move(*folder);
    }
    return preparation;
}

http::ClientOptions http_options(const Preparation& preparation, plugin::Run& run) {
    // ooi answers 501 to any other OCCI version than these two.
    return http::client_options(preparation.access.trust, run, "fedcloud-probes OCCI/1.1");
}

occi::ClientSettings client_settings(const net::Url& endpoint, const plugin::Run& run) {
    return {endpoint, http::time_per_request(run)};
}

}  // namespace fedcloud::occi_vm
