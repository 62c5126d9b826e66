// The options of check_apel_pub.
#pragma once

#include <chrono>
#include <string>

#include "plugin/options.hpp"
#include "plugin/run_plugin.hpp"

namespace fedcloud::apel {

struct Options {
    std::string url = "http://goc-accounting.grid-support.ac.uk/cloudtest/cloudsites2.html";
    std::string site;          // GOCDB name
    std::string publish_name;  // empty: the same
    std::chrono::seconds cache_ttl = std::chrono::hours(1);
    std::string message_file;  // records to check; then nothing is downloaded
};

plugin::OptionTable option_table(Options& options);
plugin::Description describe_probe();

}  // namespace fedcloud::apel
