// How two sets of profiles differ. Pure.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "site/profile.hpp"

namespace fedcloud::profiles {

struct FieldChange {
    std::string field;  // of the profile's file: "url", "parameters.os_tpl"
    std::string before;
    std::string after;

    bool operator==(const FieldChange&) const = default;
};

enum class ChangeKind { added, removed, changed };
enum class Subject { site, service, downtime };

struct Change {
    ChangeKind kind = ChangeKind::changed;
    Subject subject = Subject::site;
    std::string site;
    std::string key;      // of the service or downtime
    std::string details;  // "eu.egi.cloud.accounting on acc.example.org", "3 services"
    std::vector<FieldChange> fields{};
    // Of a site that comes or goes: what comes or goes with it.
    std::size_t services = 0;
    std::size_t downtimes = 0;

    bool operator==(const Change&) const = default;
};

// Where and when they were pulled is no difference. Sites by name; of each, first the site itself,
// then its services, then its downtimes. What belongs to a site that comes or goes is not listed.
std::vector<Change> compare(const std::map<std::string, site::Profile>& before,
                            const std::map<std::string, site::Profile>& after);

}  // namespace fedcloud::profiles
