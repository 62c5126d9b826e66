#include "options.hpp"

#include <fmt/format.h>

#include "page/options.hpp"

namespace fedcloud::apel {
namespace {

using plugin::into;

int hex_value(char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto at = digits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

// On generated command lines a site's name has its odd bytes as %XX ("EXAMPLE%20SITE").
plugin::OptionSetter into_name(std::string& target) {
    return [&target](std::string_view value) -> Expected<void, std::string> {
        std::string name;
        for (std::size_t i = 0; i < value.size(); ++i) {
            const int high = i + 2 < value.size() ? hex_value(value[i + 1]) : -1;
            const int low = i + 2 < value.size() ? hex_value(value[i + 2]) : -1;
            if (value[i] == '%' && high >= 0 && low >= 0) {
                name += static_cast<char>(high * 16 + low);
                i += 2;
            } else {
                name += value[i];
            }
        }
        return into(target)(name);
    };
}

}  // namespace

plugin::OptionTable option_table(Options& options) {
    return {
        {"site", 's', "NAME", "the site, as GOCDB calls it", into_name(options.site)},
        {"publish-name", 0, "NAME",
         "the name that the site publishes under, if it is another (SiteName of its records)",
         into_name(options.publish_name)},
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
