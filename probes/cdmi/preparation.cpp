#include "preparation.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "http/endpoint.hpp"
#include "plugin/state_folder.hpp"

namespace fedcloud::cdmi {

plugin::Checked<Preparation> prepare(const Options& options, plugin::Run& run) {
    auto access = auth::prepare(options.endpoint, options.login, run);
    if (!access) {
        return Unexpected{access.error()};
    }
    Preparation preparation{std::move(*access), ""};
    if (!options.read_only) {
        auto folder = plugin::find_state_folder(run.options().state_dir);
        if (!folder) {
            return Unexpected{folder.error()};
        }
        preparation.state_folder = std::move(*folder);
    }
    return preparation;
}

ClientSettings client_settings(const net::Url& endpoint, const plugin::Run& run) {
    net::Url container = endpoint.join("/");
    container.query.clear();  // GOCDB keeps parameters of other probes there
    return {container, http::time_per_request(run)};
}

plugin::Clock::duration grace_of(const plugin::Run& run) {
    return std::min<plugin::Clock::duration>(std::chrono::seconds(15),
                                             (run.budget().work.end() - run.budget().start) / 6);
}

}  // namespace fedcloud::cdmi
