// What GOCDB's programmatic interface answers, record by record. Pure: bytes in, records out.
//
// Shapes: GOCDB 5.12, lib/Gocdb_Services/PI/Get{Site,Service,Downtime}.php (getXML). Every answer
// has a root <results>; errors come with HTTP 200 as <error> or as plain text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "plugin/expected.hpp"
#include "site/profile.hpp"

namespace fedcloud::profiles {

// Something about one record that does not fit. Both may quote GOCDB, uncleaned.
struct Problem {
    std::string record;  // "service 1000G0 (occi.example.org)", "SERVICE_ENDPOINT number 3"
    std::string text;    // "its HOSTNAME 'x y' is no host name: left out"
    std::string site{};  // whose record it is, where that is known

    bool operator==(const Problem&) const = default;
};

// <meta> of an answer to a query with a cursor.
struct Paging {
    std::optional<std::uint64_t> count;  // records on this page
    // Of the link rel="next", which the last page has too.
    std::optional<std::uint64_t> next_cursor;
    // There is such a link, and this is where it leads: to no cursor that can be read.
    std::optional<std::string> unusable_link{};
    std::optional<std::uint64_t> max_page_size;
};

template <typename Record>
struct FeedPage {
    std::vector<Record> records;  // those that fit
    std::vector<Problem> problems;
    std::size_t elements = 0;  // records as GOCDB sent them, fit or not
    std::optional<Paging> paging;
};

// <SITE>: the site's own part of its profile, and no services. get_site_list gives attributes only,
// so that status, infrastructure, scopes and extensions stay empty.
using SiteRecord = site::Profile;

struct ServiceRecord {
    site::Service service;  // with its parameters
    std::string site;       // SITENAME
    std::string ngi;        // ROC_NAME
};

struct AffectedService {
    std::string host;  // lower case
    std::string type;
    std::string site;  // HOSTED_BY

    bool operator==(const AffectedService&) const = default;
};

struct DowntimeRecord {
    site::Downtime downtime;  // without services: their keys are not told here
    std::vector<AffectedService> affected;
};

// The error is the reason why the whole answer is worth nothing: GOCDB's own error, an answer that
// was cut off, something else than was asked for.
template <typename Record>
using ReadFeed = Expected<FeedPage<Record>, std::string>;

ReadFeed<SiteRecord> read_sites(std::string body);
ReadFeed<ServiceRecord> read_services(std::string body);
// Both forms: get_downtime (one element per service) and get_downtime_nested_services.
ReadFeed<DowntimeRecord> read_downtimes(std::string body);

}  // namespace fedcloud::profiles
