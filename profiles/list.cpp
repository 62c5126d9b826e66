// fedcloud-profiles list: the sites that there are, or their services.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>

#include "assignment.hpp"
#include "commands.hpp"
#include "plugin/text.hpp"
#include "site/choice.hpp"
#include "site/folder.hpp"
#include "store.hpp"
#include "table.hpp"

namespace fedcloud::profiles {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
    Folders folders{site::default_profile_dir, {}};  // what is set locally is no matter of a list
    std::string ngi;
    std::string service_type;
    bool services = false;
    Format format = Format::table;
};

plugin::OptionTable option_table(Options& options) {
    return {site::profile_dir_option(plugin::into(options.folders.profiles)),
            {"ngi", 0, "NAME", "only sites of this NGI", plugin::into(options.ngi)},
            {"service-type", 0, "TYPE", "only sites that have such a service, and only those",
             plugin::into(options.service_type)},
            {"services", 0, "", "one line for each service instead of each site",
             plugin::flag(options.services)},
            format_option(options.format)};
}

plugin::UtcTime now() {
    return std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
}

bool is_down(const site::Profile& profile, const site::Service& service) {
    const auto time = now();
    const auto downtimes = downtimes_of(profile, service, time);
    return std::any_of(downtimes.begin(), downtimes.end(),
                       [&](const auto* downtime) { return is_ongoing(*downtime, time); });
}

struct Row {
    const site::Profile* site;
    std::vector<const site::Service*> services;
};

std::vector<Row> select(const Store& store, const Options& options) {
    std::vector<Row> rows;
    for (const auto& [profile, path, overrides, override_path] : store.sites) {
        if (!options.ngi.empty() && !plugin::equal_ignoring_case(profile.ngi, options.ngi)) {
            continue;
        }
        Row row{&profile, {}};
        for (const auto& service : profile.services) {
            if (options.service_type.empty() ||
                plugin::equal_ignoring_case(service.type, options.service_type)) {
                row.services.push_back(&service);
            }
        }
        if (options.service_type.empty() || !row.services.empty()) {
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

std::size_t count_down(const Row& row) {
    return static_cast<std::size_t>(
        std::count_if(row.services.begin(), row.services.end(),
                      [&](const auto* service) { return is_down(*row.site, *service); }));
}

std::string table_of_sites(const std::vector<Row>& rows) {
    Table table({"SITE", "NGI", "COUNTRY", "CERTIFICATION", "INFRASTRUCTURE", "SERVICES", "DOWN"});
    for (const auto& row : rows) {
        const auto& site = *row.site;
        table.add({site.site, site.ngi, site.country, site.certification_status,
                   site.infrastructure, std::to_string(row.services.size()),
                   std::to_string(count_down(row))});
    }
    return table.render(terminal_width());
}

std::string table_of_services(const std::vector<Row>& rows) {
    Table table({"SITE", "KEY", "TYPE", "HOST", "STATE", "ENDPOINT"});
    for (const auto& row : rows) {
        for (const auto* service : row.services) {
            std::string state = service->production ? "production" : "test";
            state += service->monitored ? "" : ", unmonitored";
            state += is_down(*row.site, *service) ? ", down" : "";
            table.add({row.site->site, service->key, service->type, service->host, std::move(state),
                       service->parameters.endpoint});
        }
    }
    return table.render(terminal_width());
}

Json json_of_sites(const std::vector<Row>& rows) {
    auto all = Json::array();
    for (const auto& row : rows) {
        const auto& site = *row.site;
        all.push_back({{"site", site.site},
                       {"ngi", site.ngi},
                       {"country", site.country},
                       {"certification_status", site.certification_status},
                       {"infrastructure", site.infrastructure},
                       {"services", row.services.size()},
                       {"in_downtime", count_down(row)}});
    }
    return all;
}

Json json_of_services(const std::vector<Row>& rows) {
    auto all = Json::array();
    for (const auto& row : rows) {
        for (const auto* service : row.services) {
            all.push_back({{"site", row.site->site},
                           {"key", service->key},
                           {"type", service->type},
                           {"host", service->host},
                           {"monitored", service->monitored},
                           {"production", service->production},
                           {"in_downtime", is_down(*row.site, *service)},
                           {"endpoint", service->parameters.endpoint}});
        }
    }
    return all;
}

Expected<Exit, std::string> list(const Options& options, Context& context) {
    const auto store = load_sites(options.folders);
    if (!store) {
        return Unexpected{store.error()};
    }
    const auto rows = select(*store, options);
    if (options.format == Format::json) {
        context.terminal.print((options.services ? json_of_services(rows) : json_of_sites(rows))
                                   .dump(2, ' ', true, Json::error_handler_t::replace) +
                               '\n');
    } else {
        context.terminal.print(options.services ? table_of_services(rows) : table_of_sites(rows));
    }
    for (const auto& problem : store->problems) {
        context.terminal.tell("fedcloud-profiles list: left out: " + problem.message());
    }
    if (rows.empty() && !store->sites.empty()) {
        context.terminal.tell("fedcloud-profiles list: no site fits --ngi and --service-type");
        return Exit::something_to_tell;
    }
    return store->problems.empty() ? Exit::done : Exit::something_to_tell;
}

}  // namespace

Subcommand list_command() {
    auto options = std::make_shared<Options>();
    return {"list",
            "",
            "Lists the sites whose profiles there are: where they belong, how many services they "
            "have, and how many of these are in downtime now.",
            {"fedcloud-profiles list --ngi NGI_SI",
             "fedcloud-profiles list --services --service-type Site-BDII"},
            option_table(*options),
            [options](Context& context) { return list(*options, context); }};
}

}  // namespace fedcloud::profiles
