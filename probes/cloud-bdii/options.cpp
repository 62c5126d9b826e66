#include "options.hpp"

#include <fmt/format.h>

#include <string_view>

#include "ldap/dn.hpp"
#include "net/percent.hpp"
#include "net/url.hpp"
#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::cloud_bdii {
namespace {

using Taken = Expected<void, std::string>;

// Below this a request always fits into what the system takes at once.
constexpr std::size_t longest = 1024;

std::string quoted(std::string_view value) {
    return fmt::format("'{}'", plugin::clean(value, 80));
}

Taken take_base(std::string_view value, std::string& base) {
    const auto dn = ldap::parse_dn(value);
    if (!dn || dn->empty() || value.size() > longest) {
        return Unexpected{fmt::format("{} is no distinguished name such as o=glue", quoted(value))};
    }
    base = value;
    return {};
}

Taken take_endpoint(std::string_view value, std::vector<std::string>& urls) {
    if (const auto url = net::parse_url(value); !url) {
        return Unexpected{
            fmt::format("{} is no usable URL: {}", quoted(net::without_user(value)), url.error())};
    }
    urls.emplace_back(value);
    return {};
}

template <typename Number>
plugin::OptionSetter into_count(Number& target) {
    return [&target](std::string_view value) -> Taken {
        const auto number = plugin::parse_integer<int>(value);
        if (!number || *number < 0) {
            return Unexpected{fmt::format("{} is not a whole number from 0 on", quoted(value))};
        }
        target = *number;
        return {};
    };
}

}  // namespace

plugin::OptionTable option_table(Options& options) {
    plugin::OptionTable table{
        {"site", 0, "NAME",
         "site whose cloud information is checked: its GOCDB name, also with %XX for unusual "
         "characters; without it only whether the BDII answers. Without -H its profile says "
         "where the site's BDII is",
         site::into_site(options.site, options.profile)},
        {"base", 'b', "DN", "where the search begins (default o=glue)",
         [&options](std::string_view value) { return take_base(value, options.base); }},
        {"expect-endpoint", 'e', "URL",
         "endpoint that must be among the published ones; may be given several times",
         [&options](std::string_view value) {
             return take_endpoint(value, options.expected_endpoints);
         }},
        {"min-services", 0, "N", "fewer services are CRITICAL (default 1)",
         into_count(options.minimum.services)},
        {"min-endpoints", 0, "N", "fewer endpoints are CRITICAL (default 1)",
         into_count(options.minimum.endpoints)},
        {"min-images", 0, "N",
         "fewer images are CRITICAL (default: a compute service without any is WARNING)",
         into_count(options.minimum.images)},
        {"min-templates", 0, "N", "fewer templates are CRITICAL (default 0)",
         into_count(options.minimum.templates)},
        {"ver3", '3', "",
         "LDAP version 3, which is always spoken; taken for the sake of old configurations",
         [](std::string_view) { return Taken(); }},
    };
    const auto more = site::service_option_table(options.profile);
    table.insert(table.end(), more.begin(), more.end());
    return table;
}

site::ProbeSite probe_site() {
    const auto map = [](const site::Subject& subject,
                        const site::IsSet&) -> Expected<site::OptionValues, std::string> {
        const auto& parameters = subject.service.parameters;
        const auto url = net::parse_url(parameters.endpoint);
        const auto host = url ? url->host : plugin::lower(subject.service.host);
        if (!net::is_host(host)) {
            return Unexpected{site::not_registered(
                subject,
                "GOCDB has neither a usable URL nor a usable host name of it; register "
                "one such as ldap://HOST:2170 there (fedcloud-profiles pull then fetches "
                "it), or give -H")};
        }
        site::OptionValues values;
        values.reserve(3);
        values.emplace_back("hostname", host);
        if (url && url->explicit_port) {
            values.emplace_back("port", std::to_string(*url->explicit_port));
        }
        site::add(values, "base", parameters.bdii_base);
        return values;
    };
    return {"check_cloud_bdii",
            "org.nagios.CloudBDII-Check",
            {"eu.egi.cloud.information.bdii", "Site-BDII"},
            map,
            true,
            "hostname"};
}

}  // namespace fedcloud::cloud_bdii
