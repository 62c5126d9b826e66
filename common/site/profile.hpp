// What is known of one site and its services: the site profile, as fedcloud-profiles writes it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plugin/expected.hpp"
#include "plugin/parse_error.hpp"
#include "plugin/timestamp.hpp"

namespace fedcloud::site {

// EXTENSION of GOCDB: a key may occur several times.
struct Extension {
    std::string key;
    std::string value;

    bool operator==(const Extension&) const = default;
};

// One of a service's ENDPOINTS in GOCDB.
struct Endpoint {
    std::string id;
    std::string name;
    std::string interface_name;
    std::string url;             // normalised; empty: none, or none that can be used
    std::string registered_url;  // as it stands in GOCDB
    bool monitored = false;

    bool operator==(const Endpoint&) const = default;
};

// What probes need and GOCDB tells in its own way; empty: not told.
struct Parameters {
    std::string endpoint;      // the URL to check, without the query below
    std::string os_tpl;        // ?image= of an OCCI URL
    std::string resource_tpl;  // ?resource=
    std::string region;        // of a Keystone: ?region=, or the extension OS_REGION
    std::string bdii_base;     // DN below which a BDII has the site

    bool operator==(const Parameters&) const = default;
};

struct Service {
    std::string key;   // PRIMARY_KEY: "[0-9]+G0"
    std::string type;  // "eu.egi.cloud.vm-management.occi"
    std::string host;  // lower case
    std::string host_dn;
    std::string url;             // normalised (scheme, host in lower case, no default port)
    std::string registered_url;  // as it stands in GOCDB
    std::vector<Endpoint> endpoints;
    bool monitored = false;
    bool production = false;
    std::vector<std::string> scopes;
    std::vector<Extension> extensions;
    Parameters parameters;

    bool operator==(const Service&) const = default;
};

enum class Severity { outage, warning };

struct Downtime {
    std::string key;                    // PRIMARY_KEY
    std::vector<std::string> services;  // keys of the services of this site that it concerns
    Severity severity = Severity::outage;
    bool scheduled = true;
    plugin::UtcTime start;
    plugin::UtcTime end;
    std::string description;

    bool operator==(const Downtime&) const = default;
};

struct Profile {
    std::string site;  // GOCDB's name
    std::string key;   // PRIMARY_KEY; empty: GOCDB did not tell
    std::string ngi;
    std::string country;
    std::string country_code;
    std::string certification_status;  // Candidate, Uncertified, Certified, Suspended, Closed
    std::string infrastructure;        // Production, Test, …
    std::string giis_url;              // of its BDII
    std::vector<std::string> scopes;
    std::vector<Extension> extensions;
    std::vector<Service> services;
    std::vector<Downtime> downtimes;
    std::vector<std::string> vos;  // the VOs to check
    std::string pulled_from;       // URL of the GOCDB
    plugin::UtcTime pulled_at;

    bool operator==(const Profile&) const = default;
};

// The one form of a profile's file (profiles/site-profile.schema.json). Errors are placed by a
// JSON pointer: "/services/3/url".
Expected<Profile, plugin::ParseError> read_profile(std::string_view text);

// On command lines and in file names: every byte outside [A-Za-z0-9._-], and a '.' or '-' at the
// beginning, as %XX.
std::string encode_name(std::string_view site);

}  // namespace fedcloud::site
