#include "options.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "net/percent.hpp"
#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::appdb_update {
namespace {

using plugin::flag;
using plugin::into;
using plugin::OptionSetter;

OptionSetter into_count(std::size_t& target) {
    return [&target](std::string_view value) -> Expected<void, std::string> {
        constexpr std::size_t most = 1000;
        const auto number = plugin::parse_integer<std::size_t>(value);
        if (!number || *number > most) {
            return Unexpected{fmt::format("'{}' is no number of images from 0 to {}",
                                          plugin::clean(value, 40), most)};
        }
        target = *number;
        return {};
    };
}

// A name that becomes part of a URL's path.
OptionSetter into_name(std::string& target) {
    return [&target](std::string_view value) -> Expected<void, std::string> {
        const bool plain = std::all_of(value.begin(), value.end(), [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                   c == '.' || c == '_' || c == '-';
        });
        if (!plain || value == "." || value == "..") {
            return Unexpected{fmt::format("'{}' holds more than letters, digits, '.', '_' and '-'",
                                          plugin::clean(value, 120))};
        }
        return into(target)(value);
    };
}

// The list's VO is also the one to act for at the site.
OptionSetter into_vo(Options& options) {
    return [&options](std::string_view value) -> Expected<void, std::string> {
        options.login.vo = value;
        return into_name(options.vo)(value);
    };
}

plugin::OptionTable list_options(Options& options) {
    return {
        {"url", 'u', "URL",
         "image list to check (default: the monitoring appliance's, or what the next three options "
         "make of it)",
         into(options.url)},
        {"vo", 0, "NAME",
         "the VO-wide list of this VO; with a proxy or an OIDC token, also the VO "
         "to act for at the site",
         into_vo(options)},
        {"vappliance", 0, "NAME",
         "the list of this appliance (default fedcloud.monitoring.va, whose age must be within 6 "
         "(-w) and 12 (-c) hours)",
         into_name(options.vappliance)},
        {"appdb-url", 0, "URL",
         "where AppDB serves its lists (default https://vmcaster.appdb.egi.eu)",
         into(options.appdb_url)},
        {"appdb-token", 0, "FILE",
         "file that holds an access token of AppDB, for a private list; sent to the list's host "
         "alone",
         into(options.token_file)},
        {"endorser", 0, "DN",
         "distinguished name that the list must be signed by (default: whom the list names)",
         into(options.endorser)},
        {"allow-unsigned", 0, "", "accept a list without a signature",
         flag(options.allow_unsigned)},
        {"check-images", 0, "N", "ask the servers of N images whether they have them (HEAD)",
         into_count(options.check_images)},
    };
}

plugin::OptionTable site_options(Options& options) {
    return {
        {"compare-with", 0, "OCCI|BDII",
         "are the list's images at a site? OCCI: those of --endpoint; BDII: those that --bdii "
         "publishes of --site. AppDB is then a source and no longer what is judged",
         plugin::choice({"occi", "bdii"},
                        [&options](std::size_t i) {
                            options.compare_with = i == 0 ? Site::occi : Site::bdii;
                        })},
        {"compare-warning", 0, "RANGE",
         "WARNING if images are missing or outdated and the hours since the list was created are "
         "outside this range (default 24)",
         into(options.compare.warning)},
        {"compare-critical", 0, "RANGE", "the same for CRITICAL (default 72)",
         into(options.compare.critical)},
        {"endpoint", 'e', "URL", "OCCI endpoint of the site", into(options.endpoint)},
        {"bdii", 0, "URL", "BDII that publishes the site, such as ldap://bdii.example.org:2170",
         into(options.bdii)},
        {"site", 0, "NAME", "the site's name in the BDII; its profile is used if there is one",
         site::into_site(options.site, options.profile)},
    };
}

// What this probe uses otherwise: -u is the list's URL, and --vo is one option for both.
plugin::OptionTable login_options(Options& options) {
    auto table = auth::login_option_table(options.login);
    table.erase(std::remove_if(table.begin(), table.end(),
                               [](const auto& option) { return option.name == "vo"; }),
                table.end());
    for (auto& option : table) {
        option.short_name = option.short_name == 'u' ? '\0' : option.short_name;
        option.help = "with --compare-with: " + option.help;
    }
    return table;
}

}  // namespace

plugin::OptionTable option_table(Options& options) {
    auto table = list_options(options);
    for (const auto& part : {site_options(options), login_options(options),
                             site::service_option_table(options.profile)}) {
        table.insert(table.end(), part.begin(), part.end());
    }
    return table;
}

site::ProbeSite probe_site() {
    // What is registered is a portal as often as a list; a portal has no list of its own.
    const auto map = [](const site::Subject& subject,
                        const site::IsSet& is_set) -> Expected<site::OptionValues, std::string> {
        constexpr std::string_view list = "/image.list";
        const auto& endpoint = subject.service.parameters.endpoint;
        const bool is_list =
            endpoint.size() > list.size() &&
            endpoint.compare(endpoint.size() - list.size(), list.size(), list) == 0;
        const bool other_list = is_set("vo") || is_set("vappliance") || is_set("appdb-url");
        return is_list && !other_list ? site::OptionValues{{"url", endpoint}}
                                      : site::OptionValues();
    };
    return {"check_appdb_update",
            "eu.egi.cloud.AppDB-Update",
            {"eu.egi.cloud.vm-metadata.marketplace", "eu.egi.cloud.vm-metadata.vmcatcher",
             "eu.egi.cloud.vm-metadata.appdb-vmcaster", "egi.AppDB"},
            map,
            true};
}

site::Taken list_into(Options& options) {
    return [&options](const site::Service&, const plugin::GivenOptions& taken, const site::IsSet&) {
        options.url_is_registered = std::find(taken.begin(), taken.end(), "url") != taken.end();
    };
}

}  // namespace fedcloud::appdb_update
