// What can be asked of check_cloud_bdii.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plugin/options.hpp"
#include "site/probe_source.hpp"

namespace fedcloud::cloud_bdii {

// The least that a site has to publish; fewer are CRITICAL.
struct Minimum {
    int services = 1;
    int endpoints = 1;
    std::optional<int> images;  // not given: none is a WARNING if the site has a compute service
    int templates = 0;
};

struct Options {
    std::string site;                             // GOCDB name, decoded; empty: none
    std::string base;                             // empty: o=glue
    std::vector<std::string> expected_endpoints;  // URLs, as they were given
    Minimum minimum;
    site::SiteOptions profile;
};

plugin::OptionTable option_table(Options& options);
site::ProbeSite probe_site();

}  // namespace fedcloud::cloud_bdii
