// The options of check_appdb_update.
#pragma once

#include <optional>
#include <string>

#include "auth/login_options.hpp"
#include "plugin/options.hpp"
#include "plugin/threshold.hpp"
#include "site/probe_source.hpp"

namespace fedcloud::appdb_update {

enum class Site { none, occi, bdii };

struct Options {
    std::string url;                 // empty: made of the next three
    bool url_is_registered = false;  // no option: only GOCDB says so
    std::string appdb_url = "https://vmcaster.appdb.egi.eu";
    std::string vappliance = "fedcloud.monitoring.va";
    std::string vo;  // its list instead of the appliance's; empty: not given
    std::string token_file;
    std::string endorser;
    bool allow_unsigned = false;
    std::size_t check_images = 0;

    Site compare_with = Site::none;
    plugin::Thresholds compare;  // hours since the list was created
    std::string endpoint;
    std::string bdii;
    std::string site;
    auth::LoginOptions login;
    site::SiteOptions profile;
};

plugin::OptionTable option_table(Options& options);
site::ProbeSite probe_site();
// Notes whose word the list's URL is.
site::Taken list_into(Options& options);

}  // namespace fedcloud::appdb_update
