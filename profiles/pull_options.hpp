// What a pull is asked to do.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "plugin/common_options.hpp"
#include "plugin/options.hpp"
#include "selection.hpp"
#include "site/folder.hpp"
#include "subcommand.hpp"

namespace fedcloud::profiles {

struct PullOptions {
    std::string gocdb;
    std::string certificate;
    std::string key;
    std::string ca_path;
    Selection selection;
    std::vector<std::string> vos{"ops"};
    std::string profile_dir = site::default_profile_dir;
    int max_removals = 10;  // per cent
    std::chrono::seconds timeout{300};
    plugin::AddressFamily family = plugin::AddressFamily::any;
    int verbosity = 0;
    Format format = Format::table;
};

plugin::OptionTable pull_option_table(PullOptions& options);

}  // namespace fedcloud::profiles
