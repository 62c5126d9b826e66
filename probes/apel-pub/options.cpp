#include "options.hpp"

#include <fmt/format.h>

#include "net/percent.hpp"
#include "page/options.hpp"

namespace fedcloud::apel {
using plugin::into;

plugin::OptionTable option_table(Options& options) {
    plugin::OptionTable table{
        {"site", 's', "NAME", "the site, as GOCDB calls it; its profile is used if there is one",
         site::into_site(options.site, options.profile)},
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
    const auto more = site::service_option_table(options.profile);
    table.insert(table.end(), more.begin(), more.end());
    return table;
}

site::ProbeSite probe_site() {
    // The site's name is all that is asked for.
    const auto map = [](const site::Subject&,
                        const site::IsSet&) -> Expected<site::OptionValues, std::string> {
        return site::OptionValues();
    };
    return {"check_apel_pub", "eu.egi.cloud.APEL-Pub", {"eu.egi.cloud.accounting"}, map, true};
}

plugin::Description describe_probe(const Options& options) {
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
    description.source = site::option_source(options.profile, probe_site());
    return description;
}

}  // namespace fedcloud::apel
