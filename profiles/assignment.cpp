#include "assignment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace fedcloud::profiles {
namespace {

constexpr auto from_metrics = "metrics.json";

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// `setting`, unless the option is set already by someone nearer.
void add(std::vector<Setting>& settings, Setting setting) {
    const bool is_set = std::any_of(settings.begin(), settings.end(), [&](const Setting& other) {
        return other.option == setting.option;
    });
    if (!is_set && !setting.value.empty()) {
        settings.push_back(std::move(setting));
    }
}

Setting from_override(const site::OptionValue& option, const std::string& file) {
    const auto origin =
        file + ' ' + option.where + (option.for_all ? ", if the program has it" : "");
    return {option.name,
            option.flag ? (*option.flag ? "true" : "false")
                        : fmt::format("{}", fmt::join(option.values, ", ")),
            origin};
}

void add_of_metric(std::vector<Setting>& settings, const metrics::Metric& metric) {
    add(settings, {"timeout", std::to_string(metric.timeout.count()), from_metrics});
    add(settings, {"warning", metric.warning, from_metrics});
    add(settings, {"critical", metric.critical, from_metrics});
    std::vector<Setting> own;
    for (const auto& [name, value] : metric.options) {
        if (!own.empty() && own.back().option == name) {
            own.back().value += ", " + value;
        } else {
            own.push_back({name, value.empty() ? "true" : value, from_metrics});
        }
    }
    for (auto& setting : own) {
        add(settings, std::move(setting));
    }
}

}  // namespace

std::vector<Assignment> metrics_of(const StoredSite& site, const site::Service& service,
                                   const metrics::MetricProfile& profile) {
    std::vector<Assignment> assignments;
    for (const auto& metric : profile.metrics) {
        if (!contains(metric.service_types, service.type)) {
            continue;
        }
        Assignment assignment;
        assignment.metric = &metric;
        assignment.disabled = site::is_disabled(site.overrides, metric.name, service.key);
        for (const auto& option : site::options_for(site.overrides, metric.program, service.key)) {
            add(assignment.settings, from_override(option, site.override_path));
        }
        add_of_metric(assignment.settings, metric);
        assignments.push_back(std::move(assignment));
    }
    return assignments;
}

std::vector<Setting> parameters_of(const site::Service& service) {
    const auto& parameters = service.parameters;
    std::vector<Setting> settings;
    add(settings, {"endpoint", parameters.endpoint, "GOCDB"});
    add(settings, {"os-tpl", parameters.os_tpl, "GOCDB"});
    add(settings, {"resource-tpl", parameters.resource_tpl, "GOCDB"});
    add(settings, {"region", parameters.region, "GOCDB"});
    add(settings, {"base", parameters.bdii_base, "GOCDB"});
    return settings;
}

std::vector<const site::Downtime*> downtimes_of(const site::Profile& profile,
                                                const site::Service& service, plugin::UtcTime now) {
    std::vector<const site::Downtime*> found;
    for (const auto& downtime : profile.downtimes) {
        if (now < downtime.end && contains(downtime.services, service.key)) {
            found.push_back(&downtime);
        }
    }
    return found;
}

}  // namespace fedcloud::profiles
