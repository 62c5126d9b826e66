// Which sites and services a request is about, and which of them are on its page.
#include "gocdb_select.hpp"

#include "gocdb_filters.hpp"

namespace fedcloud::testbed::gocdb {
namespace {

template <typename Record>
void add_scopes_and_extensions(Filter<Record>& filter, const Query& query,
                               const GocdbSettings& settings) {
    filter.add([scopes = ScopeFilter{query, settings.default_scope}](const Record& record) {
        return scopes.matches(record.scopes);
    });
    if (const auto expression = query.find("extensions")) {
        filter.add([extensions = ExtensionFilter{*expression}](const Record& record) {
            return extensions.matches(record.extensions);
        });
    }
}

}  // namespace

const Site& site_of(const Registry& registry, const std::string& name) {
    static const Site nowhere;
    const auto* site = registry.find_site(name);
    return site != nullptr ? *site : nowhere;
}

Selection<Service> select_services(const Registry& registry, const Query& query,
                                   const GocdbSettings& settings,
                                   const std::optional<Cursor>& cursor) {
    Filter<Service> filter;
    const bool fold = settings.ignore_case;
    filter.add_like(query, "sitename", fold,
                    [](const Service& one) -> const std::string& { return one.site; });
    filter.add_like(query, "hostname", fold,
                    [](const Service& one) -> const std::string& { return one.host; });
    filter.add_like(query, "service_type", fold,
                    [](const Service& one) -> const std::string& { return one.type; });
    filter.add_like(query, "roc", fold, [&](const Service& one) -> const std::string& {
        return site_of(registry, one.site).roc;
    });
    filter.add_like(query, "country", fold, [&](const Service& one) -> const std::string& {
        return site_of(registry, one.site).country;
    });
    filter.add_like(query, "monitored", false,
                    [](const Service& one) -> const std::string& { return one.monitored; });
    add_scopes_and_extensions(filter, query, settings);
    filter.add([&](const Service& one) { return site_of(registry, one.site).status != "Closed"; });
    return page(registry.services, filter, cursor, settings.max_page_size);
}

Selection<Site> select_sites(const Registry& registry, const Query& query,
                             const GocdbSettings& settings, const std::optional<Cursor>& cursor) {
    Filter<Site> filter;
    const bool fold = settings.ignore_case;
    filter.add_like(query, "sitename", fold,
                    [](const Site& one) -> const std::string& { return one.name; });
    filter.add_like(query, "roc", fold,
                    [](const Site& one) -> const std::string& { return one.roc; });
    filter.add_like(query, "country", fold,
                    [](const Site& one) -> const std::string& { return one.country; });
    filter.add_like(query, "certification_status", fold,
                    [](const Site& one) -> const std::string& { return one.status; });
    filter.add_like(query, "production_status", fold,
                    [](const Site& one) -> const std::string& { return one.infrastructure; });
    if (const auto pattern = query.find("exclude_certification_status")) {
        filter.add(
            [like = Like{*pattern, fold}](const Site& one) { return !like.matches(one.status); });
    }
    add_scopes_and_extensions(filter, query, settings);
    return page(registry.sites, filter, cursor, settings.max_page_size);
}

std::vector<std::string> select_rocs(const Registry& registry, const Query& query,
                                     const GocdbSettings& settings) {
    auto names = registry.rocs;
    if (const auto pattern = query.find("roc")) {
        const Like like{*pattern, settings.ignore_case};
        std::erase_if(names, [&](const std::string& name) { return !like.matches(name); });
    }
    return names;
}

}  // namespace fedcloud::testbed::gocdb
