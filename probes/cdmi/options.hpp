// The options of check_cdmi.
#pragma once

#include <string>

#include "auth/login_options.hpp"
#include "plugin/options.hpp"

namespace fedcloud::cdmi {

struct Options {
    std::string endpoint;
    bool read_only = false;
    auth::LoginOptions login;
};

plugin::OptionTable option_table(Options& options);

}  // namespace fedcloud::cdmi
