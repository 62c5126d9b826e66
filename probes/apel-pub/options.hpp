// The options of check_apel_pub.
#pragma once

#include <chrono>
#include <string>

#include "plugin/options.hpp"
#include "plugin/run_plugin.hpp"
#include "site/probe_source.hpp"

namespace fedcloud::apel {

struct Options {
    std::string url = "http://goc-accounting.grid-support.ac.uk/cloudtest/cloudsites2.html";
    std::string site;          // GOCDB name
    std::string publish_name;  // empty: the same
    std::chrono::seconds cache_ttl = std::chrono::hours(1);
    std::string message_file;  // records to check; then nothing is downloaded
    site::SiteOptions profile;
};

plugin::OptionTable option_table(Options& options);
site::ProbeSite probe_site();
// `options` are those that are filled in from a site profile.
plugin::Description describe_probe(const Options& options);

}  // namespace fedcloud::apel
