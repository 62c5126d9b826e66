// --site and --service of a probe: what the site's profile and its overrides say in its options.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugin/expected.hpp"
#include "plugin/option_filler.hpp"
#include "plugin/options.hpp"
#include "site/folder.hpp"
#include "site/profile.hpp"

namespace fedcloud::site {

struct SiteOptions {
    std::string site;     // GOCDB's name, decoded; empty: no profile is asked for
    std::string service;  // GOCDB's key; empty: the site's only one of the probe's types
    std::string profile_dir = default_profile_dir;
    std::string override_dir = default_override_dir;
};

// --site, --service, --profile-dir, --override-dir.
plugin::OptionTable site_option_table(SiteOptions& options);
// Without the first of them, for a probe that has a --site of its own.
plugin::OptionTable service_option_table(SiteOptions& options);
// For that --site: the name goes to both.
plugin::OptionSetter into_site(std::string& site, SiteOptions& options);

// What a probe makes its options of.
struct Subject {
    const Profile& profile;
    const Service& service;
    const std::vector<std::string>& vos;  // to check, the overrides' or else the profile's
};

// The long name of an option, and its value.
using OptionValues = std::vector<std::pair<std::string, std::string>>;
// Whether an option is set by hand or by an override, by its long name.
using IsSet = std::function<bool(std::string_view)>;
// A pure function; what it gives for an option that is set is not used. The error says what is
// missing in the site's registration.
using Map = std::function<Expected<OptionValues, std::string>(const Subject&, const IsSet&)>;

// How one probe uses a profile.
struct ProbeSite {
    std::string program;                     // "check_occi_vm", as overrides call it
    std::string metric;                      // "eu.egi.cloud.OCCI-VM"
    std::vector<std::string> service_types;  // of GOCDB
    Map map;
    // The probe had a --site before there were profiles: none is needed, nor a service, unless
    // --service names one.
    bool site_alone = false;
    // With that: the option that has to be set then; empty: none.
    std::string needed{};
};

// Told which options were taken of a service in the profile (not by hand, nor of an override), and
// which are set at all: what GOCDB says is hearsay where secrets are concerned.
using Taken =
    std::function<void(const Service&, const plugin::GivenOptions& taken, const IsSet& is_set)>;

// Fills in the options of a probe when --site is given, in a step "profile". Precedence: by hand,
// overrides of the service, overrides of the site, profile. What is wrong with the files, or with
// the choice, is ours to mend. `options` must outlive it.
plugin::OptionSource option_source(const SiteOptions& options, ProbeSite probe, Taken taken = {});

// For a Map:

// "service 1000G0 of site X cannot be checked: " and `why`.
std::string not_registered(const Subject& subject, std::string_view why);
// {"endpoint", URL}, nothing if one is set, or an error that says what to register, such as
// `example`.
Expected<OptionValues, std::string> endpoint_of(const Subject& subject, const IsSet& is_set,
                                                std::string_view example);
// For auth::LoginOptions::registered_host: HOSTNAME of the service, if --endpoint is taken of it
// and -H does not replace its host.
Taken host_of_endpoint_into(std::optional<std::string>& registered_host);
// Unless `value` is empty.
void add(OptionValues& values, std::string name, const std::string& value);
// For a probe with the options of auth::login_option_table(): the region, and the VO if there is
// one, and only one, and a credential is named that could carry it; without that a VO would make
// the probe look for a proxy that nobody asked for.
void add_login(OptionValues& values, const Subject& subject, const IsSet& is_set);

}  // namespace fedcloud::site
