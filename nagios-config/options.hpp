// The options of fedcloud-nagios-config.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "plan_builder.hpp"
#include "plugin/expected.hpp"
#include "plugin/options.hpp"
#include "site/folder.hpp"
#include "targets.hpp"

namespace fedcloud::config {

struct Options {
    bool help = false;
    bool version = false;
    std::string target_name;
    const Target* target = nullptr;  // of that name
    std::string output;              // absolute, without a '/' at its end
    std::string profile_dir = site::default_profile_dir;
    std::string override_dir = site::default_override_dir;
    std::string metrics;  // empty: where it is by default
    Choices choices;
    std::string main_config;
    std::string checker;
    std::chrono::seconds verify_timeout{300};
    bool no_verify = false;
    bool strict = false;
    bool rollback = false;
    std::string downtimes;  // status file of a running Nagios; empty: not asked for
};

// Words that were given for a target, to be told from those of the one that was chosen.
struct TargetOption {
    std::string target;
    std::string option;
};

plugin::OptionTable option_table(Options& options, const std::vector<NamedTarget>& targets,
                                 std::vector<TargetOption>& given);

// Parses and judges them; with --help and --version nothing is judged.
Expected<Options, std::string> read_options(const std::vector<NamedTarget>& targets, int argc,
                                            const char* const* argv);

std::string help_text(const std::vector<NamedTarget>& targets);

}  // namespace fedcloud::config
