// The options that every probe has.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "plugin/options.hpp"
#include "plugin/state.hpp"
#include "plugin/threshold.hpp"

namespace fedcloud::plugin {

enum class AddressFamily { any, ipv4, ipv6 };
enum class Format { nagios, json };

struct CommonOptions {
    bool help = false;
    bool version = false;
    int verbosity = 0;  // 0 to 3
    std::chrono::seconds timeout{30};
    State timeout_state = State::critical;
    std::string hostname;  // empty: not given
    std::optional<std::uint16_t> port;
    Thresholds thresholds;
    std::string ca_path;  // empty: not given
    bool crl_required = false;
    std::string state_dir;  // empty: not given
    AddressFamily family = AddressFamily::any;
    Format format = Format::nagios;
};

// Which of them a probe has a use for, and what its thresholds are of.
struct CommonOptionsSpec {
    std::string thresholds_of;  // "seconds until the machine is active"
    bool ca_path = true;        // speaks TLS
    bool state_dir = true;      // keeps a journal or a cache
    // Of -w and -c where they are not given, for --help; empty: no limit.
    std::string default_warning{};
    std::string default_critical{};
    // False: what is judged is no host, and the service that is asked is not judged. --hostname,
    // --port and --timeout-state are then taken for the sake of schedulers, who give them always.
    bool judges_host = true;
};

OptionTable common_option_table(CommonOptions& options, const CommonOptionsSpec& spec);

}  // namespace fedcloud::plugin
