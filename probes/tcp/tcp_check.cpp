#include "tcp_check.hpp"

#include <fmt/format.h>

#include "net/connect.hpp"
#include "net/fault.hpp"
#include "net/given_host.hpp"
#include "net/resolve.hpp"
#include "net/url.hpp"
#include "plugin/number.hpp"
#include "plugin/run_plugin.hpp"
#include "plugin/text.hpp"

namespace fedcloud::tcp {
namespace {

using plugin::Checked;
using plugin::Duration;
using plugin::Fault;

struct Target {
    std::string host;
    std::uint16_t port = 0;
};

Checked<Target> find_target(const Options& options, const plugin::CommonOptions& common) {
    Target target;
    std::optional<std::uint16_t> port = common.port;
    if (!options.endpoint.empty()) {
        const auto url = net::parse_url(options.endpoint);
        if (!url) {
            return Unexpected{Fault::ours(
                fmt::format("endpoint '{}' is no usable URL: {}",
                            plugin::clean(net::without_user(options.endpoint), 120), url.error()))};
        }
        target.host = url->host;
        port = port ? port : url->port();
    }
    if (!port && options.endpoint.empty()) {
        port = options.default_port;
    }
    const auto host = net::given_host(common);
    if (!host) {
        return Unexpected{host.error()};
    }
    if (!host->empty()) {
        target.host = *host;
    }
    if (target.host.empty()) {
        return Unexpected{Fault::ours("no target: give --endpoint URL, or -H HOST and -p PORT")};
    }
    if (!port) {
        return Unexpected{
            Fault::ours("no port: give -p PORT, or --endpoint with a port or a scheme "
                        "that has one of its own (http, https)")};
    }
    target.port = *port;
    return target;
}

Checked<void> judge(const plugin::Run& run, Duration time) {
    const auto& thresholds = run.options().thresholds;
    const auto state = thresholds.judge(time.count());
    if (state == plugin::State::ok) {
        return {};
    }
    const auto text = fmt::format("answered after {}s, {}", plugin::format_seconds(time),
                                  thresholds.reason(state, "s"));
    return Unexpected{state == plugin::State::critical ? Fault::service(text)
                                                       : Fault::degraded(text)};
}

}  // namespace

plugin::OptionTable option_table(Options& options) {
    std::string help = "service to check; its port, or that of its scheme, is taken";
    if (options.default_port) {
        help += fmt::format(" (without a URL and -p: port {})", *options.default_port);
    }
    plugin::OptionTable table{{"endpoint", 'e', "URL", help, plugin::into(options.endpoint)}};
    const auto site = site::site_option_table(options.site);
    table.insert(table.end(), site.begin(), site.end());
    return table;
}

site::ProbeSite probe_site(const Metric& metric) {
    const auto map = [](const site::Subject& subject,
                        const site::IsSet& is_set) -> Expected<site::OptionValues, std::string> {
        if (is_set("hostname") && is_set("port")) {
            return site::OptionValues();
        }
        auto values = site::endpoint_of(subject, is_set, "https://HOST:PORT/");
        if (values && !is_set("endpoint") && !is_set("port")) {
            if (const auto url = net::parse_url(values->front().second); url && !url->port()) {
                return Unexpected{site::not_registered(
                    subject, fmt::format("its URL in GOCDB, {}, has no port; it has to be added "
                                         "there",
                                         plugin::clean(values->front().second, 120)))};
            }
        }
        return values;
    };
    return {metric.program, metric.name, metric.service_types, map};
}

int run(const Metric& metric, int argc, const char* const* argv) {
    plugin::Description description;
    description.program = metric.program;
    description.label = metric.label;
    description.summary =
        fmt::format("Checks that the TCP port of {} accepts connections.", metric.service);
    description.examples = {
        fmt::format("{} --endpoint {}", metric.program, metric.endpoint),
        fmt::format("{} -H cloud.example.org -p 8787 -t 30 -w 1 -c 5", metric.program)};
    description.timeout = std::chrono::seconds(30);
    description.common = {"seconds until the connection stands", false, false};

    Options options;
    options.default_port = metric.default_port;
    description.source = site::option_source(options.site, probe_site(metric));
    return plugin::run_plugin(
        description, option_table(options), [&](plugin::Run& run) { check(options, run); }, argc,
        argv);
}

void check(const Options& options, plugin::Run& run) {
    const auto target = run.step("target", [&] { return find_target(options, run.options()); });
    if (!target) {
        return;
    }
    const auto start = plugin::Clock::now();
    const auto addresses = run.step("lookup", [&]() -> Checked<std::vector<net::Address>> {
        auto found = net::look_up(target->host, target->port, run.options().family, run.work());
        if (!found) {
            return Unexpected{net::fault_of(found.error())};
        }
        return std::move(*found);
    });
    if (!addresses) {
        return;
    }
    const auto connection = run.step("connect", [&]() -> Checked<net::Connection> {
        auto made = net::connect(*addresses, run.work());
        if (!made) {
            return Unexpected{net::fault_of(made.error(), plugin::Clock::now() - start)};
        }
        return std::move(*made);
    });
    if (!connection) {
        return;
    }
    const Duration time = plugin::Clock::now() - start;
    (void)run.step("judge", [&] { return judge(run, time); });
    for (const auto& attempt : connection->failed) {
        run.note(net::ConnectError{attempt.failure, {attempt}}.message());
    }
    auto perfdata = plugin::Perfdata::seconds("time", time);
    perfdata.thresholds = run.options().thresholds;
    perfdata.min = 0;
    perfdata.max = static_cast<double>(run.options().timeout.count());
    run.add(std::move(perfdata));
    run.succeed(fmt::format("{} port {} answered in {}s ({})", target->host, target->port,
                            plugin::format_seconds(time), connection->address.ip()));
}

}  // namespace fedcloud::tcp
