// What an administrator has set for a site beside its profile: the file sites.d/SITE.json.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/expected.hpp"
#include "plugin/parse_error.hpp"
#include "site/profile.hpp"

namespace fedcloud::site {

// An option of a program by its long name.
struct OptionValue {
    std::string name;
    std::vector<std::string> values;  // several of an option that may be repeated; none of a flag
    std::optional<bool> flag;         // of a bare flag: whether it is set
    std::string where;                // JSON pointer into the file
    bool for_all = false;             // set for "*": without effect where there is no such option

    bool operator==(const OptionValue&) const = default;
};

struct ProgramOptions {
    std::string program;  // "check_occi_vm"; "*": every program that has the option
    std::vector<OptionValue> options;

    bool operator==(const ProgramOptions&) const = default;
};

struct ServiceOverrides {
    std::string key;  // GOCDB's, "1000G0"
    std::vector<std::string> disabled_metrics;
    std::vector<ProgramOptions> programs;

    bool operator==(const ServiceOverrides&) const = default;
};

struct Overrides {
    std::optional<std::vector<std::string>> vos;  // in the place of the profile's
    std::vector<std::string> disabled_metrics;
    std::vector<ProgramOptions> programs;
    std::vector<ServiceOverrides> services;

    bool operator==(const Overrides&) const = default;
};

// Written by hand: a member that is not known is an error. Errors are placed by a JSON pointer:
// "/options/check_occi_vm/warning".
Expected<Overrides, plugin::ParseError> read_overrides(std::string_view text);

// What is set for `program` at a service (empty `key`: at the site as a whole): each option once,
// by whoever is nearest to it: the service's for the program, the service's for "*", the site's for
// the program, the site's for "*".
std::vector<OptionValue> options_for(const Overrides& overrides, std::string_view program,
                                     std::string_view key);

// Whether `metric` is not to be scheduled for the service (empty `key`: for the site as a whole).
bool is_disabled(const Overrides& overrides, std::string_view metric, std::string_view key);

// The VOs to check at the site.
const std::vector<std::string>& vos_of(const Profile& profile, const Overrides& overrides);

}  // namespace fedcloud::site
