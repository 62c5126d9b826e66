#include "changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "build_profiles.hpp"
#include "render_profile.hpp"

namespace fedcloud::profiles {
namespace {

using site::Downtime;
using site::Profile;
using site::Service;

std::string text_of(bool value) {
    return value ? "yes" : "no";
}
std::string text_of(const std::string& value) {
    return value;
}
std::string text_of(const std::vector<std::string>& values) {
    return fmt::format("{}", fmt::join(values, ","));
}
std::string text_of(const std::vector<site::Extension>& extensions) {
    std::string text;
    for (const auto& each : extensions) {
        text += fmt::format("{}{}={}", text.empty() ? "" : ", ", each.key, each.value);
    }
    return text;
}
std::string text_of(const std::vector<site::Endpoint>& endpoints) {
    std::string text;
    for (const auto& each : endpoints) {
        text += fmt::format("{}{} {} {} {}{}", text.empty() ? "" : ", ", each.id, each.name,
                            each.interface_name, each.registered_url,
                            each.monitored ? "" : " not monitored");
    }
    return text;
}
std::string text_of(plugin::UtcTime time) {
    return render_time(time);
}
std::string text_of(site::Severity severity) {
    return severity == site::Severity::outage ? "outage" : "warning";
}

// The fields of one record that differ.
template <typename Record>
class Differences {
  public:
    Differences(const Record& before, const Record& after) : before_(before), after_(after) {}

    template <typename Get>
    Differences& of(const char* field, Get get) {
        const auto& old_value = get(before_);
        const auto& new_value = get(after_);
        if (old_value != new_value) {
            fields_.push_back({field, text_of(old_value), text_of(new_value)});
        }
        return *this;
    }
    std::vector<FieldChange> take() { return std::move(fields_); }

  private:
    const Record& before_;
    const Record& after_;
    std::vector<FieldChange> fields_;
};

// A field by its name, which is the struct's and the file's.
template <typename Record, typename... Member>
std::vector<FieldChange> differing(const Record& before, const Record& after,
                                   const std::pair<const char*, Member Record::*>&... members) {
    Differences<Record> found(before, after);
    (found.of(members.first,
              [&](const Record& record) -> const Member& { return record.*members.second; }),
     ...);
    return found.take();
}

std::vector<FieldChange> differing(const Profile& before, const Profile& after) {
    return differing(
        before, after, std::pair{"key", &Profile::key}, std::pair{"ngi", &Profile::ngi},
        std::pair{"country", &Profile::country}, std::pair{"country_code", &Profile::country_code},
        std::pair{"certification_status", &Profile::certification_status},
        std::pair{"infrastructure", &Profile::infrastructure},
        std::pair{"giis_url", &Profile::giis_url}, std::pair{"scopes", &Profile::scopes},
        std::pair{"extensions", &Profile::extensions}, std::pair{"vos", &Profile::vos});
}

std::vector<FieldChange> differing(const Service& before, const Service& after) {
    using site::Parameters;
    auto fields = differing(
        before, after, std::pair{"type", &Service::type}, std::pair{"host", &Service::host},
        std::pair{"host_dn", &Service::host_dn}, std::pair{"url", &Service::url},
        std::pair{"registered_url", &Service::registered_url},
        std::pair{"endpoints", &Service::endpoints}, std::pair{"monitored", &Service::monitored},
        std::pair{"production", &Service::production}, std::pair{"scopes", &Service::scopes},
        std::pair{"extensions", &Service::extensions});
    auto parameters = differing(before.parameters, after.parameters,
                                std::pair{"parameters.endpoint", &Parameters::endpoint},
                                std::pair{"parameters.os_tpl", &Parameters::os_tpl},
                                std::pair{"parameters.resource_tpl", &Parameters::resource_tpl},
                                std::pair{"parameters.region", &Parameters::region},
                                std::pair{"parameters.bdii_base", &Parameters::bdii_base});
    fields.insert(fields.end(), parameters.begin(), parameters.end());
    return fields;
}

std::vector<FieldChange> differing(const Downtime& before, const Downtime& after) {
    return differing(before, after, std::pair{"services", &Downtime::services},
                     std::pair{"severity", &Downtime::severity},
                     std::pair{"scheduled", &Downtime::scheduled},
                     std::pair{"start", &Downtime::start}, std::pair{"end", &Downtime::end},
                     std::pair{"description", &Downtime::description});
}

std::string details(const Service& service) {
    return fmt::format("{} on {}", service.type, service.host);
}
std::string details(const Downtime& downtime) {
    return fmt::format("{} {}, {} to {}", downtime.scheduled ? "scheduled" : "unscheduled",
                       text_of(downtime.severity), render_time(downtime.start),
                       render_time(downtime.end));
}
std::string details(const Profile& profile) {
    const auto count = profile.services.size();
    return fmt::format("{} service{}", count, count == 1 ? "" : "s");
}

struct KeyLess {
    bool operator()(const std::string& a, const std::string& b) const { return key_less(a, b); }
};

template <typename Record>
std::map<std::string, const Record*, KeyLess> by_key(const std::vector<Record>& records) {
    std::map<std::string, const Record*, KeyLess> map;
    for (const auto& record : records) {
        map.emplace(record.key, &record);
    }
    return map;
}

// Calls added(new), removed(old), both(old, new) in the order of two sorted maps.
template <typename Map, typename Added, typename Removed, typename Both>
void walk(const Map& before, const Map& after, const Added& added, const Removed& removed,
          const Both& both) {
    auto left = before.begin();
    auto right = after.begin();
    const auto less = before.key_comp();
    while (left != before.end() || right != after.end()) {
        if (right == after.end() || (left != before.end() && less(left->first, right->first))) {
            removed(*left++);
        } else if (left == before.end() || less(right->first, left->first)) {
            added(*right++);
        } else {
            both(*left++, *right++);
        }
    }
}

template <typename Record>
void compare_records(Subject subject, const std::string& site, const std::vector<Record>& before,
                     const std::vector<Record>& after, std::vector<Change>& changes) {
    if (before == after) {
        return;
    }
    const auto note = [&](ChangeKind kind, const Record& record,
                          std::vector<FieldChange> fields = {}) {
        changes.push_back({kind, subject, site, record.key, details(record), std::move(fields)});
    };
    walk(
        by_key(before), by_key(after),
        [&](const auto& each) { note(ChangeKind::added, *each.second); },
        [&](const auto& each) { note(ChangeKind::removed, *each.second); },
        [&](const auto& old_one, const auto& new_one) {
            auto fields = differing(*old_one.second, *new_one.second);
            if (!fields.empty()) {
                note(ChangeKind::changed, *new_one.second, std::move(fields));
            }
        });
}

void compare_site(const Profile& before, const Profile& after, std::vector<Change>& changes) {
    if (auto fields = differing(before, after); !fields.empty()) {
        changes.push_back({ChangeKind::changed, Subject::site, after.site, "", details(after),
                           std::move(fields)});
    }
    compare_records(Subject::service, after.site, before.services, after.services, changes);
    compare_records(Subject::downtime, after.site, before.downtimes, after.downtimes, changes);
}

}  // namespace

std::vector<Change> compare(const std::map<std::string, Profile>& before,
                            const std::map<std::string, Profile>& after) {
    std::vector<Change> changes;
    const auto note = [&](ChangeKind kind, const Profile& profile) {
        changes.push_back({kind,
                           Subject::site,
                           profile.site,
                           "",
                           details(profile),
                           {},
                           profile.services.size(),
                           profile.downtimes.size()});
    };
    walk(
        before, after, [&](const auto& each) { note(ChangeKind::added, each.second); },
        [&](const auto& each) { note(ChangeKind::removed, each.second); },
        [&](const auto& old_one, const auto& new_one) {
            compare_site(old_one.second, new_one.second, changes);
        });
    return changes;
}

}  // namespace fedcloud::profiles
