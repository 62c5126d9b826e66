#include "preparation.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "plugin/state_folder.hpp"

namespace fedcloud::cdmi {
namespace {

using namespace std::chrono_literals;
using plugin::Clock;

Clock::duration work_time(const plugin::Run& run) {
    return run.budget().work.end() - run.budget().start;
}

}  // namespace

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
    // A single request that hangs must leave time for the others.
    return {container, std::max<Clock::duration>(2s, work_time(run) / 3)};
}

Clock::duration grace_of(const plugin::Run& run) {
    return std::min<Clock::duration>(15s, work_time(run) / 6);
}

}  // namespace fedcloud::cdmi
