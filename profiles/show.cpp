// fedcloud-profiles show: everything that is known of a site, and where it comes from.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>

#include "assignment.hpp"
#include "commands.hpp"
#include "net/url.hpp"
#include "plugin/text.hpp"
#include "render_profile.hpp"
#include "site/choice.hpp"
#include "site/folder.hpp"
#include "store.hpp"
#include "table.hpp"

namespace fedcloud::profiles {
namespace {

using Json = nlohmann::ordered_json;
using plugin::clean;

struct Options {
    std::string site;
    Folders folders{site::default_profile_dir, site::default_override_dir};
    std::string metrics;
    Format format = Format::table;
};

plugin::OptionTable option_table(Options& options) {
    plugin::OptionTable table{
        {"name", 0, "SITE", "the site, as GOCDB calls it or as it stands on command lines",
         plugin::into(options.site)},
        site::profile_dir_option(plugin::into(options.folders.profiles)),
        site::override_dir_option(plugin::into(options.folders.overrides)),
        metrics::metric_profile_option(plugin::into(options.metrics)),
        format_option(options.format)};
    table.front().positional = true;
    return table;
}

struct Sight {
    const StoredSite& stored;
    const metrics::MetricProfile& metrics;
    plugin::UtcTime now;
};

std::string joined(const std::vector<std::string>& words) {
    return clean(fmt::format("{}", fmt::join(words, ", ")), 1024);
}

// "Label      value", if there is one.
void line(std::string& text, std::size_t indent, std::string_view label, std::string_view value) {
    constexpr std::size_t column = 16;
    const auto cleaned = clean(value, 1024);
    if (!cleaned.empty()) {
        text += fmt::format("{:{}}{:<{}} {}\n", "", indent, label, column - indent, cleaned);
    }
}

void extensions(std::string& text, std::size_t indent, const std::vector<site::Extension>& all) {
    for (const auto& extension : all) {
        line(text, indent, "Extension", extension.key + " = " + extension.value);
    }
}

std::string head(const Sight& sight) {
    const auto& [profile, path, overrides, override_path] = sight.stored;
    std::string text;
    line(text, 0, "Site", profile.site + (profile.key.empty() ? "" : " (" + profile.key + ")"));
    line(text, 0, "NGI", profile.ngi);
    line(text, 0, "Country",
         profile.country + (profile.country_code.empty() ? "" : " (" + profile.country_code + ")"));
    line(text, 0, "Certification", profile.certification_status);
    line(text, 0, "Infrastructure", profile.infrastructure);
    line(text, 0, "BDII", profile.giis_url);
    line(text, 0, "Scopes", joined(profile.scopes));
    extensions(text, 0, profile.extensions);
    line(text, 0, "VOs",
         joined(site::vos_of(profile, overrides)) +
             (overrides.vos ? "  [" + override_path + " /vos]" : ""));
    line(text, 0, "Pulled",
         plugin::format_utc(profile.pulled_at) +
             (profile.pulled_from.empty() ? "" : " from " + profile.pulled_from));
    line(text, 0, "Profile", path);
    line(text, 0, "Overrides", override_path);
    return text;
}

void downtime(std::string& text, std::size_t indent, const site::Downtime& each,
              plugin::UtcTime now) {
    line(text, indent, is_ongoing(each, now) ? "IN DOWNTIME" : "Downtime",
         fmt::format("{} {} until {}: {} {}, {} {}", is_ongoing(each, now) ? "since" : "from",
                     plugin::format_utc(each.start), plugin::format_utc(each.end),
                     each.scheduled ? "scheduled" : "unscheduled",
                     each.severity == site::Severity::outage ? "outage" : "warning", each.key,
                     each.description));
}

void settings(std::string& text, std::size_t indent, const std::vector<Setting>& all) {
    for (const auto& setting : all) {
        text += fmt::format("{:{}}{} {}  [{}]\n", "", indent, setting.option,
                            clean(setting.value, 1024), clean(setting.origin, 1024));
    }
}

void assignments(std::string& text, const Sight& sight, const site::Service& service) {
    const auto metrics = metrics_of(sight.stored, service, sight.metrics);
    if (metrics.empty()) {
        line(text, 2, "Metrics", "none is meant for this type");
    }
    for (const auto& [metric, disabled, options] : metrics) {
        text += fmt::format("  {}: {} every {} min{}\n", metric->name, metric->program,
                            metric->interval.count(),
                            disabled         ? "  DISABLED [" + sight.stored.override_path + "]"
                            : metric->per_vo ? ", for each VO"
                                             : "");
        settings(text, 4, options);
    }
}

std::string in_words(const Sight& sight, const site::Service& service) {
    auto text = fmt::format("\nService {}: {} on {}\n", clean(service.key), clean(service.type),
                            clean(service.host));
    line(text, 2, "State",
         fmt::format("{}, {}", service.production ? "in production" : "not in production",
                     service.monitored ? "monitored" : "not monitored"));
    line(text, 2, "Host DN", service.host_dn);
    line(text, 2, "URL", service.url);
    line(text, 2, "as registered",
         service.registered_url == service.url ? "" : net::without_user(service.registered_url));
    for (const auto& endpoint : service.endpoints) {
        line(text, 2, "Endpoint",
             fmt::format(
                 "{} {} {}{}", endpoint.name, endpoint.interface_name,
                 endpoint.url.empty() ? net::without_user(endpoint.registered_url) : endpoint.url,
                 endpoint.monitored ? "" : " (not monitored)"));
    }
    line(text, 2, "Scopes", joined(service.scopes));
    extensions(text, 2, service.extensions);
    for (const auto* each : downtimes_of(sight.stored.profile, service, sight.now)) {
        downtime(text, 2, *each, sight.now);
    }
    settings(text, 2, parameters_of(service));
    assignments(text, sight, service);
    return text;
}

Json json_of(const std::vector<Setting>& all) {
    auto settings = Json::object();
    for (const auto& setting : all) {
        settings[setting.option] = {{"value", setting.value}, {"from", setting.origin}};
    }
    return settings;
}

// The profile as it is in its file, and what is made of it.
Json json_of(const Sight& sight) {
    const auto& [profile, path, overrides, override_path] = sight.stored;
    auto document = Json::parse(render_profile(profile));
    document["vos"] = site::vos_of(profile, overrides);
    document["file"] = path;
    document["overrides"] = override_path.empty() ? Json(nullptr) : Json(override_path);
    for (std::size_t i = 0; i < profile.services.size(); ++i) {
        auto& service = document["services"][i];
        const auto downtimes = downtimes_of(profile, profile.services[i], sight.now);
        service["in_downtime"] = std::any_of(downtimes.begin(), downtimes.end(), [&](auto* each) {
            return is_ongoing(*each, sight.now);
        });
        service["metrics"] = Json::object();
        for (const auto& each : metrics_of(sight.stored, profile.services[i], sight.metrics)) {
            service["metrics"][each.metric->name] = {{"program", each.metric->program},
                                                     {"per_vo", each.metric->per_vo},
                                                     {"disabled", each.disabled},
                                                     {"options", json_of(each.settings)}};
        }
    }
    return document;
}

Expected<Exit, std::string> show(const Options& options, Context& context) {
    if (options.site.empty()) {
        return Unexpected{std::string("which site? fedcloud-profiles list tells their names")};
    }
    const auto stored = load_site(options.folders, options.site);
    if (!stored) {
        return Unexpected{stored.error()};
    }
    const auto metrics = metrics::load_metric_profile(options.metrics);
    if (!metrics) {
        return Unexpected{metrics.error()};
    }
    const Sight sight{
        *stored, metrics->profile,
        std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now())};
    if (options.format == Format::json) {
        context.terminal.print(json_of(sight).dump(2, ' ', true, Json::error_handler_t::replace) +
                               '\n');
        return Exit::done;
    }
    context.terminal.print(head(sight));
    for (const auto& service : stored->profile.services) {
        context.terminal.print(in_words(sight, service));
    }
    return Exit::done;
}

}  // namespace

Subcommand show_command() {
    auto options = std::make_shared<Options>();
    return {
        "show",
        "SITE",
        "Shows everything that is known of a site, the metrics that its services get, and "
        "which setting comes from where.",
        {"fedcloud-profiles show EXAMPLE-SITE", "fedcloud-profiles show 'Izola MRF' --format json"},
        option_table(*options),
        [options](Context& context) { return show(*options, context); }};
}

}  // namespace fedcloud::profiles
