#include "plugin/common_options.hpp"

#include <fmt/format.h>

#include <utility>

namespace fedcloud::plugin {
namespace {

OptionSetter into_state(State& target) {
    return choice({"ok", "warning", "critical", "unknown"},
                  [&target](std::size_t i) { target = static_cast<State>(i); });
}

std::string threshold_help(std::string_view state, const CommonOptionsSpec& spec,
                           const std::string& by_default) {
    return fmt::format("{} outside this range of {}{}", state, spec.thresholds_of,
                       by_default.empty() ? "" : fmt::format(" (default {})", by_default));
}

// Of an option that means something only where a host is judged.
std::string host_help(const CommonOptionsSpec& spec, std::string help) {
    return spec.judges_host ? std::move(help) : "taken, but without effect here";
}

}  // namespace

OptionTable common_option_table(CommonOptions& options, const CommonOptionsSpec& spec) {
    const auto family = [&options](AddressFamily value) -> OptionSetter {
        return [&options, value](std::string_view) -> Expected<void, std::string> {
            options.family = value;
            return {};
        };
    };
    OptionTable table{
        {"help", 'h', "", "show this text", flag(options.help)},
        {"version", 'V', "", "show the version", flag(options.version)},
        {"verbose", 'v', "", "say more; up to three times", counter(options.verbosity)},
        {"timeout", 't', "SECONDS",
         fmt::format("time for the whole run, clean-up included (default {})",
                     options.timeout.count()),
         into(options.timeout)},
        {"timeout-state", 0, "ok|warning|critical|unknown",
         host_help(spec, "what a service is that does not answer in time (default critical)"),
         into_state(options.timeout_state)},
        {"hostname", 'H', "HOST", host_help(spec, "host to check; overrides the endpoint's"),
         into(options.hostname)},
        {"port", 'p', "PORT", host_help(spec, "port to check; overrides the endpoint's"),
         into(options.port)},
        {"warning", 'w', "RANGE", threshold_help("WARNING", spec, spec.default_warning),
         into(options.thresholds.warning)},
        {"critical", 'c', "RANGE", threshold_help("CRITICAL", spec, spec.default_critical),
         into(options.thresholds.critical)},
        {"ipv4", '4', "", "use IPv4 only", family(AddressFamily::ipv4), {}, false, "family"},
        {"ipv6", '6', "", "use IPv6 only", family(AddressFamily::ipv6), {}, false, "family"},
        {"format", 0, "nagios|json",
         "a line for schedulers, or one object with every step (default nagios)",
         choice({"nagios", "json"},
                [&options](std::size_t i) { options.format = static_cast<Format>(i); })},
    };
    if (spec.ca_path) {
        table.push_back({"ca-path",
                         0,
                         "DIR",
                         "folder of trust anchors with hashed names (default $X509_CERT_DIR, "
                         "/etc/grid-security/certificates if it exists, else the system's)",
                         into(options.ca_path),
                         {"capath"}});
        table.push_back({"crl", 0, "present|required",
                         "CRLs of the trust anchors: those that are there, or no CA is trusted "
                         "without one (default present)",
                         choice({"present", "required"},
                                [&options](std::size_t i) { options.crl_required = i == 1; })});
    }
    if (spec.state_dir) {
        table.push_back({"state-dir", 0, "DIR",
                         "journal and caches (default /var/spool/argo/probes/fedcloud if "
                         "writable, else $XDG_STATE_HOME/fedcloud-probes)",
                         into(options.state_dir)});
    }
    return table;
}

}  // namespace fedcloud::plugin
