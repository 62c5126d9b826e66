#include "bdii/map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "ldap/dn.hpp"
#include "ldap/escape.hpp"
#include "plugin/text.hpp"

namespace fedcloud::bdii {
namespace {

using ldap::Dn;
using ldap::Rdn;

// An entry of interest.
struct Place {
    std::string text;
    Dn dn;
    bool is_domain = false;  // else it holds cloud information
};

// The part of `dn` that begins at the RDN GLUE2DomainID=`site`, or of any site if that is empty.
std::optional<Dn> site_part(const Dn& dn, std::string_view site) {
    const auto found = std::find_if(dn.begin(), dn.end(), [&](const Rdn& rdn) {
        return plugin::equal_ignoring_case(rdn.attribute, "GLUE2DomainID") &&
               (site.empty() || rdn.value == site);
    });
    return found == dn.end() ? std::nullopt : std::optional(Dn(found, dn.end()));
}

bool is_in_grid(const Dn& dn) {
    return std::any_of(dn.begin(), dn.end(), [](const Rdn& rdn) {
        return rdn.value == "grid" && plugin::lower(rdn.attribute).starts_with("glue2group");
    });
}

std::vector<Place> places(const std::vector<ldap::Entry>& entries) {
    std::vector<Place> found;
    for (const auto& entry : entries) {
        if (auto dn = ldap::parse_dn(entry.dn); dn && !dn->empty()) {
            const bool is_domain =
                plugin::equal_ignoring_case(dn->front().attribute, "GLUE2DomainID");
            found.push_back({entry.dn, std::move(*dn), is_domain});
        }
    }
    // What holds something comes before what is in it.
    std::stable_sort(found.begin(), found.end(),
                     [](const Place& a, const Place& b) { return a.dn.size() < b.dn.size(); });
    return found;
}

// The site's own entry, as the BDII's user sees it: the one that has cloud information below it.
const Dn* choose_site(const std::vector<Dn>& candidates, const std::vector<Place>& all) {
    for (const auto& candidate : candidates) {
        if (std::any_of(all.begin(), all.end(), [&](const Place& place) {
                return !place.is_domain && is_below(place.dn, candidate);
            })) {
            return &candidate;
        }
    }
    return candidates.empty() ? nullptr : &candidates.front();
}

std::string to_text(const Dn& dn) {
    std::string text;
    for (const auto& rdn : dn) {
        text += fmt::format("{}{}={}", text.empty() ? "" : ",", rdn.attribute,
                            ldap::escape_dn_value(rdn.value));
    }
    return text;
}

// Adds a place that holds cloud information, unless one is known that holds it.
void add_holder(const Place& place, std::vector<Dn>& known, std::vector<std::string>& texts) {
    if (known.size() < most_holders &&
        std::none_of(known.begin(), known.end(), [&](const Dn& each) {
            return is_below(place.dn, each) || place.dn == each;
        })) {
        known.push_back(place.dn);
        texts.push_back(place.text);
    }
}

// The entries that the site may have, of which a BDII has one or two.
std::vector<Dn> site_candidates(const std::vector<Place>& all, std::string_view site) {
    constexpr std::size_t most = 4;
    std::vector<Dn> candidates;
    for (const auto& place : all) {
        auto part = site_part(place.dn, site);
        if (part && candidates.size() < most &&
            std::find(candidates.begin(), candidates.end(), *part) == candidates.end()) {
            candidates.push_back(std::move(*part));
        }
    }
    return candidates;
}

Level level_of(const std::vector<Place>& all) {
    Level level = Level::unknown;
    for (const auto& place : all) {
        if (is_in_grid(place.dn)) {
            return Level::top;
        }
        if (site_part(place.dn, {})) {
            level = Level::site;
        } else if (level == Level::unknown && !place.is_domain) {
            level = Level::resource;
        }
    }
    return level;
}

}  // namespace

std::string_view to_string(Level level) {
    switch (level) {
        case Level::resource:
            return "resource BDII";
        case Level::site:
            return "site BDII";
        case Level::top:
            return "top BDII";
        case Level::unknown:
            break;
    }
    return "BDII";
}

ldap::Search map_search(std::string_view site, std::string_view base) {
    ldap::Search search;
    search.base = base;
    // No released schema has the class of GLUE 2.1; slapd finds nothing by it, which is no error.
    search.filter = fmt::format(
        "(|(GLUE2DomainID={})(&(objectClass=GLUE2Group)(GLUE2GroupID=cloud))"
        "(objectClass=GLUE2CloudComputingService))",
        ldap::escape_filter_value(site));
    search.attributes = {"1.1"};
    return search;
}

Map read_map(const std::vector<ldap::Entry>& entries, std::string_view site) {
    const auto all = places(entries);
    Map map;
    map.level = level_of(all);
    const auto candidates = site_candidates(all, site);
    const Dn* const chosen = choose_site(candidates, all);
    if (chosen != nullptr) {
        map.site_dn = to_text(*chosen);
    }
    std::vector<Dn> of_site;
    std::vector<Dn> of_none;
    for (const auto& place : all) {
        if (place.is_domain) {
            continue;
        }
        if (!site_part(place.dn, {})) {
            add_holder(place, of_none, map.siteless_cloud_dns);
        } else if (chosen != nullptr && is_below(place.dn, *chosen)) {
            add_holder(place, of_site, map.cloud_dns);
        }
    }
    if (map.level == Level::resource) {
        map.cloud_dns = map.siteless_cloud_dns;
    }
    return map;
}

bool knows_site(std::string_view matched_dn, std::string_view site) {
    const auto dn = ldap::parse_dn(matched_dn);
    return dn && site_part(*dn, site);
}

std::vector<std::string> usual_cloud_dns(std::string_view site) {
    const auto below_site =
        fmt::format("GLUE2GroupID=cloud,GLUE2DomainID={}", ldap::escape_dn_value(site));
    return {fmt::format("{},{}", below_site, root),
            fmt::format("{},GLUE2GroupID=grid,{}", below_site, root)};
}

}  // namespace fedcloud::bdii
