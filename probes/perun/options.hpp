// The options of check_perun.
#pragma once

#include <chrono>
#include <string>

#include "auth/login_options.hpp"
#include "plugin/options.hpp"
#include "plugin/run_plugin.hpp"

namespace fedcloud::perun {

struct Options {
    std::string endpoint = "https://perun.egi.eu/cert/rpc/";
    std::chrono::seconds cache_ttl{0};
    auth::LoginOptions login;
};

plugin::OptionTable option_table(Options& options);
plugin::Description describe_probe();

}  // namespace fedcloud::perun
