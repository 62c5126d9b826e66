// The check behind org.nagios.CloudBDII-Check.
#pragma once

#include "options.hpp"
#include "plugin/run.hpp"

namespace fedcloud::cloud_bdii {

// Without a site: connect, answers. With one also: site, cloud, content, states, endpoints,
// freshness; on one connection, in two searches if the information is dated, else in three.
// Perfdata: time (until the first answer), entries; with a site services, endpoints, images,
// templates, glue21, age.
void check(const Options& options, plugin::Run& run);

}  // namespace fedcloud::cloud_bdii
