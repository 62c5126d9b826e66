// Which sites and services of a GOCDB are wanted, and the queries that ask for them. Pure.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "feed.hpp"
#include "plugin/timestamp.hpp"

namespace fedcloud::profiles {

// An empty list means all there are. Names are compared without regard to case.
struct Selection {
    std::vector<std::string> scopes{"EGI", "FedCloud"};  // of the sites
    std::vector<std::string> service_scopes;
    bool any_scope = false;  // one of the scopes is enough
    std::vector<std::string> ngis;
    std::vector<std::string> sites;
    std::vector<std::string> service_types;
    std::vector<std::string> certification_statuses{"Certified"};  // never empty
    std::string infrastructure = "Production";                     // empty: any
    int downtime_days = 7;                                         // ahead; 0: only ongoing ones
};

struct Query {
    std::string method;  // "get_service"
    std::vector<std::pair<std::string, std::string>> parameters;
};

// get_site is only for those whom GOCDB knows; get_site_list is for everybody, and what it does
// not tell of a site is known from the query that found it.
enum class Interface { public_one, private_one };

struct SiteQuery {
    Query query;
    std::string certification_status;  // of all sites that it finds
    bool paged = false;
};

std::vector<SiteQuery> site_queries(const Selection& selection, Interface interface);
Query service_query(const Selection& selection);
Query downtime_query(const Selection& selection, plugin::UtcTime now);

// GOCDB's filters are LIKE of SQL, in which '_' and '%' of a name stand for anything: what they let
// through is looked at again. `site` is as complete as its query makes it (complete()).
bool admits(const Selection& selection, const SiteRecord& site);
bool admits(const Selection& selection, const site::Service& service);
bool admits(const Selection& selection, const site::Downtime& downtime, plugin::UtcTime now);

// Fills in what a site of get_site_list does not tell and its query implies.
void complete(SiteRecord& site, const Selection& selection, const SiteQuery& query);

}  // namespace fedcloud::profiles
