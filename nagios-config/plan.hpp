// What is to be checked, where, how often and after what: the same for every scheduler.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "plugin/timestamp.hpp"
#include "site/profile.hpp"

namespace fedcloud::config {

// How much longer a scheduler waits than the program that it runs.
inline constexpr std::chrono::seconds grace{15};

// A file of the generated folder. `path` is relative to it, of the characters of object names and
// '/', and never leads out of it.
struct File {
    std::string path;
    std::string content;

    bool operator==(const File&) const = default;
};

// Object names ("name" below) consist of [A-Za-z0-9._-] alone, which Nagios, Naemon, Icinga 2,
// Sensu Go and every file system take as they are. A name depends on nothing but what it names: it
// stays when another site, host or VO appears. Everything else is text from GOCDB, uncleaned, of
// any length: the renderer escapes and cuts it.

// An NGI, or a metric of the metric profile, as a group of objects.
struct Group {
    std::string name;   // "NGI_SI"; of a metric "eu.egi.cloud.OCCI-VM"
    std::string title;  // as GOCDB or the metric profile writes it
    std::string url;    // of a metric's documentation; may be empty

    bool operator==(const Group&) const = default;
};

struct Site {
    std::string name;     // "Izola_x20MRF"
    std::string title;    // GOCDB's: "Izola MRF"
    std::string encoded;  // as on command lines: "Izola%20MRF"
    std::size_t ngi = 0;  // index in Plan::ngis
    std::string country;
    std::string certification_status;
    std::string infrastructure;
    std::vector<std::string> scopes;

    bool operator==(const Site&) const = default;
};

// A host of a site. A host that two sites have is two: each has its own checks.
struct Host {
    std::string name;      // "occi.example.org_at_Izola_x20MRF"
    std::string address;   // "occi.example.org": [A-Za-z0-9._:-], never empty
    std::size_t site = 0;  // index in Plan::sites

    bool operator==(const Host&) const = default;
};

// Of Severity::warning ("at risk") the service is expected to work: it silences nothing.
struct Downtime {
    std::string name;      // "113653G0": of GOCDB's key, unique in a site
    std::size_t site = 0;  // index in Plan::sites
    site::Severity severity = site::Severity::outage;
    bool scheduled = true;
    plugin::UtcTime start;
    plugin::UtcTime end;              // after start
    std::string description;          // text
    std::vector<std::size_t> checks;  // indices in Plan::checks, ascending; never empty

    bool operator==(const Downtime&) const = default;
};

// One metric on one service, and for one VO where the metric is per VO.
struct Check {
    std::string name;        // unique on its host: "eu.egi.cloud.OCCI-VM-ops"
    std::size_t host = 0;    // index in Plan::hosts
    std::size_t metric = 0;  // index in Plan::metrics
    std::string program;     // "check_occi_vm": [A-Za-z0-9._-]
    // Behind the program: words as it is to find them in argv, nothing quoted or escaped. None
    // comes from GOCDB but the encoded site name and the service key.
    std::vector<std::string> arguments;
    std::string service_key;   // "1000G0"
    std::string service_type;  // text: "eu.egi.cloud.vm-management.occi"
    std::string vo;            // [A-Za-z0-9._-]; empty: not per VO
    std::string title;         // text: for people, such as "OCCI-VM ops on occi.example.org"
    std::string notes;         // text: may be empty
    std::string url;           // text: the service's URL may be empty
    bool production = true;
    std::chrono::minutes interval{60};
    std::chrono::minutes retry_interval{5};
    int attempts = 3;
    std::chrono::seconds timeout{60};        // the program ends by itself within it
    std::vector<std::size_t> depends_on;     // indices in Plan::checks: of the same service
    std::vector<std::string> depends_local;  // metrics on Plan::local_host
    std::vector<std::size_t> downtimes;      // indices in Plan::downtimes, ascending

    bool operator==(const Check&) const = default;
};

// Sorted by name in bytes: sites, NGIs, metrics by their own; hosts by site, checks by host,
// downtimes by site, then by their own. The same input in any order gives the same plan.
struct Plan {
    std::vector<Group> ngis;
    std::vector<Group> metrics;  // those that have a check
    std::vector<Site> sites;     // those that have a host
    std::vector<Host> hosts;     // those that have a check
    std::vector<Check> checks;
    std::vector<Downtime> downtimes;
    std::string local_host;  // the scheduler's object of the monitoring host; empty: none
    std::string probe_dir;   // where the programs are: an absolute path
    bool complete = true;    // false: a site is missing because its files could not be read
    // What was left out and why, a sentence each, cleaned; sorted.
    std::vector<std::string> problems;

    bool operator==(const Plan&) const = default;
};

}  // namespace fedcloud::config
