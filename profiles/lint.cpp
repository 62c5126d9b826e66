// The rules about a site and about its services, but for their URLs.
#include "lint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>
#include <vector>

#include "plugin/text.hpp"
#include "service_types.hpp"

namespace fedcloud::profiles {
namespace {

using plugin::clean;

bool has_metric(const metrics::MetricProfile& profile, std::string_view type) {
    return std::any_of(profile.metrics.begin(), profile.metrics.end(),
                       [&](const metrics::Metric& metric) {
                           const auto& types = metric.service_types;
                           return std::find(types.begin(), types.end(), type) != types.end();
                       });
}

void lint_state(const site::Service& service, Record& record) {
    if (service.production && !service.monitored) {
        record.add(Severity::warning, "not-monitored",
                   "The service is in production, but not monitored.",
                   "Nobody is told when it fails, and it counts neither for nor against the "
                   "site's availability.",
                   "Set 'Monitored' to Y, or 'Production' to N until the service is ready.");
    } else if (!service.monitored) {
        record.add(Severity::info, "not-monitored", "The service is not monitored.",
                   "It is not checked.", "Set 'Monitored' to Y when it is ready.");
    }
    if (!service.production) {
        record.add(Severity::info, "not-in-production", "The service is not in production.",
                   "It does not count for the site's availability.",
                   "Set 'Production' to Y when it is ready.");
    }
    if (plugin::trim(service.host).empty()) {
        record.add(Severity::error, "host-missing", "The field HOSTNAME is empty.",
                   "No downtime can be declared for the service, and no check be assigned to it.",
                   "Enter the name of the host in the field HOSTNAME.");
    }
}

void lint_downtimes(const site::Profile& profile, Record& record) {
    constexpr auto year = std::chrono::hours(24 * 366);
    for (const auto& downtime : profile.downtimes) {
        const auto key = clean(downtime.key);
        if (downtime.end <= downtime.start) {
            record.add(Severity::warning, "downtime-without-length",
                       fmt::format("The downtime {} ends before it begins.", key),
                       "It has no effect.", "Delete it, or enter its true end.");
        } else if (downtime.end - downtime.start > year) {
            record.add(
                Severity::warning, "downtime-too-long",
                fmt::format("The downtime {} lasts {}, from {} to {}.", key,
                            plugin::distance(downtime.end - downtime.start),
                            plugin::format_utc(downtime.start), plugin::format_utc(downtime.end)),
                "A service that is down for more than a year is not in service: alarms "
                "are silent all the time.",
                "End the downtime, or take the services out of production.");
        }
    }
}

// What two records have in common if they are the same service.
std::string identity(const site::Service& service) {
    const auto& endpoint = service.parameters.endpoint;
    return service.type + '\n' +
           (endpoint.empty() ? service.host + '\n' + service.url : "\n" + endpoint);
}

void add_duplicate(Record& record, const std::string& of, const std::string& field) {
    record.add(
        Severity::warning, "duplicate",
        fmt::format("It is the same service as {}: the same type and the same {}.", of, field),
        "It is checked twice, and every failure is counted twice.",
        "Delete one of the two, or enter what makes them two services, such as another "
        "URL.");
}

}  // namespace

std::string_view name_of(Severity severity) {
    switch (severity) {
        case Severity::error:
            return "error";
        case Severity::warning:
            return "warning";
        case Severity::info:
            break;
    }
    return "info";
}

std::string in_words(const site::Service& service) {
    return fmt::format("service {} ({} on {})", clean(service.key), clean(service.type, 100),
                       service.host.empty() ? "no host" : clean(service.host));
}

Record::Record(const site::Profile& profile, std::vector<Finding>& findings) : findings_(findings) {
    template_.site = profile.site;
    template_.record = profile.key.empty() ? "the site" : "the site " + clean(profile.key);
}

Record::Record(const site::Profile& profile, const site::Service& service,
               std::vector<Finding>& findings)
    : findings_(findings) {
    template_.site = profile.site;
    template_.service = service.key;
    template_.record = in_words(service);
}

void Record::add(Severity severity, std::string code, std::string problem, std::string consequence,
                 std::string remedy) {
    Finding finding = template_;
    finding.severity = severity;
    finding.code = std::move(code);
    finding.problem = std::move(problem);
    finding.consequence = std::move(consequence);
    finding.remedy = std::move(remedy);
    findings_.push_back(std::move(finding));
}

void lint_site(const LintSubject& subject, std::vector<Finding>& findings) {
    const auto& profile = subject.profile;
    Record record(profile, findings);
    if (profile.ngi.empty()) {
        record.add(Severity::warning, "ngi-missing", "The site belongs to no NGI.",
                   "No operator is responsible for it, and views by NGI leave it out.",
                   "Have the site moved below its NGI.");
    }
    const auto& services = profile.services;
    if (std::none_of(services.begin(), services.end(), [&](const site::Service& service) {
            return has_metric(subject.metrics, service.type) ||
                   find_service_type(service.type) != nullptr;
        })) {
        record.add(Severity::warning, "no-cloud-service",
                   "The site has no service of a type that belongs to the cloud.",
                   "Nothing of it is checked.",
                   "Register the site's cloud services, or take the scope FedCloud from it.");
    }
    lint_downtimes(profile, record);
}

void lint_type(const LintSubject& subject, const site::Service& service, Record& record) {
    const auto* type = find_service_type(service.type);
    const bool is_checked = has_metric(subject.metrics, service.type);
    if (type == nullptr && !is_checked) {
        const auto similar = similar_service_type(service.type);
        if (!similar.empty() || is_of_cloud(service.type)) {
            record.add(
                Severity::warning, "type-unknown",
                fmt::format("The service type {} is not known here.", clean(service.type, 100)),
                "No metric is meant for it: the service is not checked.",
                similar.empty()
                    ? "Choose one of the service types that docs.egi.eu lists for the cloud."
                    : fmt::format("Choose the service type {}, if that is meant.", similar));
        }
    } else if (!is_checked) {
        record.add(Severity::info, "type-without-metric",
                   fmt::format("No metric of the profile {} is meant for the type {}.",
                               clean(subject.metrics.name, 80), type->name),
                   "The service is not checked.",
                   "Nothing is to be changed in GOCDB; add the type to a metric of metrics.json if "
                   "there is one for it.");
    }
    if (type != nullptr && !type->instead_of_it.empty()) {
        record.add(Severity::info, "type-deprecated",
                   fmt::format("The service type {} is deprecated in EGI.", type->name),
                   "It may disappear from GOCDB, and this service with it.",
                   fmt::format("EGI asks for {}.", type->instead_of_it));
    }
}

void lint_duplicates(const site::Profile& profile, std::vector<Finding>& findings) {
    std::map<std::string, const site::Service*> first;
    for (const auto& service : profile.services) {
        const auto [entry, is_new] = first.emplace(identity(service), &service);
        if (!is_new) {
            Record record(profile, service, findings);
            add_duplicate(record, in_words(*entry->second),
                          service.parameters.endpoint.empty() ? "host" : "endpoint");
        }
    }
}

std::vector<Finding> lint_profile(const LintSubject& subject) {
    std::vector<Finding> findings;
    lint_site(subject, findings);
    for (const auto& service : subject.profile.services) {
        Record record(subject.profile, service, findings);
        lint_type(subject, service, record);
        if (find_service_type(service.type) != nullptr ||
            has_metric(subject.metrics, service.type)) {
            lint_url(subject, service, record);
            lint_state(service, record);
        }
    }
    lint_duplicates(subject.profile, findings);
    return findings;
}

std::vector<Finding> lint_across_sites(const std::vector<const site::Profile*>& profiles) {
    struct Owner {
        const site::Profile* profile;
        const site::Service* service;
    };
    std::map<std::string, std::vector<Owner>> owners;
    for (const auto* profile : profiles) {
        for (const auto& service : profile->services) {
            const auto* type = find_service_type(service.type);
            if (type != nullptr && type->address != ServiceType::Address::none) {
                owners[identity(service)].push_back({profile, &service});
            }
        }
    }
    std::vector<Finding> findings;
    for (const auto& [key, same] : owners) {
        // The first one at another site: for those of the first site one that is looked for once.
        const auto of_next_site = std::find_if(
            same.begin(), same.end(),
            [first = same.front().profile](const Owner& each) { return each.profile != first; });
        if (of_next_site == same.end()) {
            continue;
        }
        for (const auto& [profile, service] : same) {
            const auto& other = profile == same.front().profile ? *of_next_site : same.front();
            Record record(*profile, *service, findings);
            add_duplicate(record,
                          fmt::format("{} of the site {}", in_words(*other.service),
                                      clean(other.profile->site)),
                          service->parameters.endpoint.empty() ? "host" : "endpoint");
        }
    }
    return findings;
}

}  // namespace fedcloud::profiles
