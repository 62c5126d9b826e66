#include "selection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "plugin/text.hpp"
#include "render_profile.hpp"

namespace fedcloud::profiles {
namespace {

using Names = std::vector<std::string>;

bool contains(const Names& names, const std::string& name) {
    return std::any_of(names.begin(), names.end(), [&](const std::string& each) {
        return plugin::equal_ignoring_case(each, name);
    });
}

bool fits(const Names& wanted, const std::string& name) {
    return wanted.empty() || contains(wanted, name);
}

bool fits_scopes(const Names& wanted, bool any, const Names& there) {
    const auto has = [&](const std::string& scope) { return contains(there, scope); };
    return wanted.empty() || (any ? std::any_of(wanted.begin(), wanted.end(), has)
                                  : std::all_of(wanted.begin(), wanted.end(), has));
}

// The parameter takes one value: several are sorted out here.
void add_single(Query& query, const char* parameter, const Names& values) {
    if (values.size() == 1) {
        query.parameters.emplace_back(parameter, values.front());
    }
}

// Without the parameter GOCDB takes its own default scope, with an empty one all (LocalInfo's
// default_scope).
void add_scopes(Query& query, const Names& scopes, bool any) {
    query.parameters.emplace_back("scope", fmt::format("{}", fmt::join(scopes, ",")));
    if (scopes.size() > 1) {
        query.parameters.emplace_back("scope_match", any ? "any" : "all");
    }
}

plugin::UtcTime window_end(const Selection& selection, plugin::UtcTime now) {
    return std::chrono::floor<std::chrono::days>(now) +
           std::chrono::days(selection.downtime_days + 1);
}

std::string date_of(plugin::UtcTime time) {
    return render_time(time).substr(0, 10);
}

}  // namespace

std::vector<SiteQuery> site_queries(const Selection& selection, Interface interface) {
    std::vector<SiteQuery> queries;
    const bool paged = interface == Interface::private_one;
    for (const auto& status : selection.certification_statuses) {
        Query query{paged ? "get_site" : "get_site_list", {}};
        query.parameters.emplace_back("certification_status", status);
        if (!selection.infrastructure.empty()) {
            query.parameters.emplace_back("production_status", selection.infrastructure);
        }
        add_single(query, "roc", selection.ngis);
        add_single(query, "sitename", selection.sites);
        add_scopes(query, selection.scopes, selection.any_scope);
        queries.push_back({std::move(query), status, paged});
    }
    return queries;
}

Query service_query(const Selection& selection) {
    Query query{"get_service", {}};
    add_single(query, "roc", selection.ngis);
    add_single(query, "sitename", selection.sites);
    add_single(query, "service_type", selection.service_types);
    add_scopes(query, selection.service_scopes, selection.any_scope);
    return query;
}

Query downtime_query(const Selection& selection, plugin::UtcTime now) {
    Query query{"get_downtime_nested_services", {}};
    query.parameters.emplace_back("windowstart", date_of(now));
    query.parameters.emplace_back("windowend", date_of(window_end(selection, now)));
    add_scopes(query, {}, false);
    return query;
}

void complete(SiteRecord& site, const Selection& selection, const SiteQuery& query) {
    if (query.paged) {
        return;
    }
    site.certification_status = query.certification_status;
    site.infrastructure = selection.infrastructure;
    if (selection.scopes.size() == 1 || !selection.any_scope) {
        site.scopes = selection.scopes;
    }
}

bool admits(const Selection& selection, const SiteRecord& site) {
    const bool scopes_unknown = site.scopes.empty() && selection.any_scope;
    return fits(selection.sites, site.site) && fits(selection.ngis, site.ngi) &&
           contains(selection.certification_statuses, site.certification_status) &&
           (selection.infrastructure.empty() ||
            plugin::equal_ignoring_case(selection.infrastructure, site.infrastructure)) &&
           (scopes_unknown || fits_scopes(selection.scopes, selection.any_scope, site.scopes));
}

bool admits(const Selection& selection, const site::Service& service) {
    return fits(selection.service_types, service.type) &&
           fits_scopes(selection.service_scopes, selection.any_scope, service.scopes);
}

bool admits(const Selection& selection, const site::Downtime& downtime, plugin::UtcTime now) {
    const auto last = selection.downtime_days == 0 ? now : window_end(selection, now);
    return downtime.end > now && downtime.start <= last && downtime.start < downtime.end;
}

}  // namespace fedcloud::profiles
