// Does a TCP port answer? The check behind every ...-TCP metric.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "plugin/options.hpp"
#include "plugin/run.hpp"
#include "site/probe_source.hpp"

namespace fedcloud::tcp {

struct Options {
    std::string endpoint;  // URL; empty: --hostname and --port say all
    // Where neither --port nor a URL says another; nothing: there is no usual one.
    std::optional<std::uint16_t> default_port{};
    site::SiteOptions site{};
};

// What tells one ...-TCP metric from the other.
struct Metric {
    std::string program;                     // "check_cdmi_tcp"
    std::string label;                       // "CDMI-TCP"
    std::string service;                     // "a CDMI endpoint"
    std::string endpoint;                    // one of such a service, for the examples of --help
    std::string name;                        // "org.nagios.CDMI-TCP"
    std::vector<std::string> service_types;  // of GOCDB
    std::optional<std::uint16_t> default_port{};
};

plugin::OptionTable option_table(Options& options);
site::ProbeSite probe_site(const Metric& metric);

// From main() to the exit status.
int run(const Metric& metric, int argc, const char* const* argv);

// Connects once to whichever address answers first, sends nothing, and judges the time from the
// beginning of the look-up until then. Perfdata: time.
void check(const Options& options, plugin::Run& run);

}  // namespace fedcloud::tcp
