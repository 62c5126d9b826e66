// The options of check_occi_vm.
#pragma once

#include <string>

#include "auth/login_options.hpp"
#include "plugin/options.hpp"
#include "site/probe_source.hpp"

namespace fedcloud::occi_vm {

struct Options {
    std::string endpoint;
    std::string os_tpl;        // identifier, term or title
    std::string resource_tpl;  // the same; empty: the site's own default
    std::string title_prefix = "fedcloud-probe";
    std::string user_data_file;
    std::string public_key_file;
    bool checks_only = false;
    bool check_basic_kinds = false;
    bool check_basic_mixins = false;
    bool check_context_mixins = false;
    auth::LoginOptions login;
    site::SiteOptions site;
};

plugin::OptionTable option_table(Options& options);
site::ProbeSite probe_site();

}  // namespace fedcloud::occi_vm
