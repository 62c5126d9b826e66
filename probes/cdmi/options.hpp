// The options of check_cdmi.
#pragma once

#include <string>

#include "auth/login_options.hpp"
#include "plugin/options.hpp"
#include "site/probe_source.hpp"

namespace fedcloud::cdmi {

struct Options {
    std::string endpoint;
    bool read_only = false;
    auth::LoginOptions login;
    site::SiteOptions site;
};

plugin::OptionTable option_table(Options& options);
site::ProbeSite probe_site();

}  // namespace fedcloud::cdmi
