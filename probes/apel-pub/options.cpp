#include "options.hpp"

#include <fmt/format.h>

#include "net/percent.hpp"
#include "page/options.hpp"

namespace fedcloud::apel {
using plugin::into;

plugin::OptionTable option_table(Options& options) {
    return {
        {"site", 's', "NAME", "the site, as GOCDB calls it", net::into_name(options.site)},
        {"publish-name", 0, "NAME",
         "the name that the site publishes under, if it is another (SiteName of its records)",
         net::into_name(options.publish_name)},
        {"url", 'u', "URL",
         "page of the accounting repository, in any of its forms (default: the one above); {site} "
         "in it becomes the publish name; -H and -p do not change it, since a scheduler's name the "
         "site's own host",
         into(options.url)},
        page::ttl_option(options.cache_ttl, "3600"),
        {"message", 0, "FILE",
         "check the accounting records that are about to be sent (APEL cloud message v0.2 or v0.4) "
         "instead, without any network; - for standard input",
         into(options.message_file)},
    };
}

plugin::Description describe_probe() {
    using namespace std::chrono_literals;
    plugin::Description description;
    description.program = "check_apel_pub";
    description.label = "APEL-Pub";
    description.summary =
        "Tells how old the last cloud accounting record is that a site has published, by the page "
        "http://goc-accounting.grid-support.ac.uk/cloudtest/cloudsites2.html or another one, or "
        "checks records before they are sent.";
    description.examples = {"check_apel_pub --site EXAMPLE-SITE -w 7 -c 31 -t 120",
                            "check_apel_pub --message outgoing/record --site EXAMPLE-SITE"};
    description.timeout = 120s;
    description.common = {"days since the last record (0: no limit)", true, true, "7", "31", false};
    return description;
}

}  // namespace fedcloud::apel
