// The options of check_perun.
#pragma once

#include <chrono>
#include <string>

#include "auth/login_options.hpp"
#include "plugin/options.hpp"
#include "plugin/run_plugin.hpp"
#include "site/probe_source.hpp"

namespace fedcloud::perun {

struct Options {
    std::string endpoint = "https://perun.egi.eu/cert/rpc/";
    std::chrono::seconds cache_ttl{0};
    auth::LoginOptions login;
    site::SiteOptions site;
};

plugin::OptionTable option_table(Options& options);
site::ProbeSite probe_site();
// `options` are those that are filled in from a site profile.
plugin::Description describe_probe(Options& options);

}  // namespace fedcloud::perun
