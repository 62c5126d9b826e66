#include "bdii/site.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iterator>

#include "ldap/result_code.hpp"
#include "plugin/text.hpp"

namespace fedcloud::bdii {
namespace {

using ldap::ResultCode;
using plugin::Checked;
using plugin::Fault;

std::string quoted(std::string_view name) {
    return fmt::format("'{}'", plugin::clean(name, 80));
}

// Why noSuchObject was the answer to `search`, which asked for the site or its cloud group.
Fault no_such_base(const ldap::Answer& answer, const ldap::Search& search, std::string_view site) {
    auto fault = ldap::fault_of(answer, search);
    if (knows_site(answer.matched_dn, site)) {
        fault.text = fmt::format("site {} is there, but without cloud information: {}",
                                 quoted(site), fault.text);
    } else if (search.base == root) {
        fault.text = fmt::format("it publishes no GLUE 2 information: {}", fault.text);
    } else {
        fault.text = fmt::format("site {} is unknown here: {}", quoted(site), fault.text);
    }
    return fault;
}

struct ByName {
    std::vector<ldap::Entry> entries;
    bool limited = false;  // that there are no more is not proven
};

// The entries of a map where a server's limits hide some: asks for the usual places by name.
// noSuchObject tells by its matched DN whether the site at least is there.
Checked<ByName> ask_by_name(ldap::Connection& connection, const std::string& site,
                            const plugin::Until& until) {
    ByName found;
    for (const auto& base : usual_cloud_dns(site)) {
        const auto answer =
            connection.search({base, ldap::Scope::base, "(objectClass=*)", {"1.1"}}, until);
        if (!answer) {
            return Unexpected{answer.error()};
        }
        auto& entries = found.entries;
        entries.insert(entries.end(), answer->entries.begin(), answer->entries.end());
        found.limited = found.limited || answer->cut_short();
        if (answer->is(ResultCode::no_such_object) && knows_site(answer->matched_dn, site)) {
            entries.push_back({answer->matched_dn, {}});
        }
    }
    return found;
}

// Some sites that a BDII knows, and of which level it is.
struct Neighbours {
    Level level = Level::unknown;
    std::vector<std::string> sites;
    std::string failure;  // why there are none, if that is not known of the BDII
};

Checked<Neighbours> find_neighbours(ldap::Connection& connection, const plugin::Until& until) {
    ldap::Search search{std::string(root),
                        ldap::Scope::subtree,
                        "(objectClass=GLUE2AdminDomain)",
                        {"GLUE2DomainID"}};
    search.size_limit = 3;
    const auto answer = connection.search(search, until);
    if (!answer) {
        return Unexpected{answer.error()};
    }
    Neighbours neighbours{read_map(answer->entries, {}).level, {}, ""};
    for (const auto& entry : answer->entries) {
        if (entry.has("GLUE2DomainID")) {
            neighbours.sites.push_back(quoted(entry.first("GLUE2DomainID")));
        }
    }
    if (neighbours.sites.empty() && !answer->is(ResultCode::success)) {
        neighbours.failure = ldap::fault_of(*answer, search).text;
    }
    return neighbours;
}

Fault hidden_by_limit(std::string_view what, const Map& map) {
    return Fault::service(fmt::format(
        "{} cannot be told, for a limit of the BDII hides it: {}; who runs the BDII has "
        "to raise its sizelimit and timelimit",
        what, map.limit));
}

}  // namespace

Checked<Map> find_site(ldap::Connection& connection, const std::string& site,
                       const std::string& base, const plugin::Until& until) {
    const auto search = map_search(site, base);
    auto answer = connection.search(search, until);
    if (!answer) {
        return Unexpected{std::move(answer).error()};
    }
    if (answer->is(ResultCode::no_such_object)) {
        return Unexpected{no_such_base(*answer, search, site)};
    }
    if (!answer->is(ResultCode::success) && !answer->cut_short()) {
        return Unexpected{ldap::fault_of(*answer, search)};
    }
    auto map = read_map(answer->entries, site);
    if (!answer->cut_short() || (map.has_site() && !map.cloud_dns.empty())) {
        return map;
    }
    bool limited = true;
    if (base == root) {
        auto more = ask_by_name(connection, site, until);
        if (!more) {
            return Unexpected{std::move(more).error()};
        }
        limited = more->limited;
        std::move(more->entries.begin(), more->entries.end(), std::back_inserter(answer->entries));
        map = read_map(answer->entries, site);
    }
    if (limited) {
        map.limit = ldap::fault_of(*answer, search).text;
    }
    return map;
}

Checked<void> check_site(ldap::Connection& connection, const Map& map, const std::string& site,
                         const plugin::Until& until) {
    if (map.has_site() || map.level == Level::resource) {
        return {};
    }
    if (!map.limit.empty()) {
        return Unexpected{
            hidden_by_limit(fmt::format("whether site {} is there", quoted(site)), map)};
    }
    const auto neighbours = find_neighbours(connection, until);
    if (!neighbours) {
        return Unexpected{neighbours.error()};
    }
    const auto level = map.level == Level::unknown ? neighbours->level : map.level;
    auto text = fmt::format("site {} is unknown to this {}", quoted(site), to_string(level));
    if (level == Level::top) {
        text +=
            ": its site BDII is not registered or does not answer the top BDII; ask the site, "
            "then who runs the top BDII";
    } else if (!neighbours->sites.empty()) {
        text += fmt::format(
            ", which is that of {}: compare with SITE_NAME of the site BDII and "
            "the name in GOCDB",
            fmt::join(neighbours->sites, ", "));
    } else if (!neighbours->failure.empty()) {
        text += "; which sites it knows, it does not tell: " + neighbours->failure;
    } else {
        text += ", which knows no site at all";
    }
    return Unexpected{Fault::service(std::move(text))};
}

Checked<void> check_cloud(const Map& map, const std::string& site) {
    if (!map.cloud_dns.empty()) {
        return {};
    }
    if (!map.limit.empty()) {
        return Unexpected{hidden_by_limit(
            fmt::format("whether site {} has cloud information", quoted(site)), map)};
    }
    auto text = fmt::format(
        "site {} is there, but without cloud information: nothing called "
        "GLUE2GroupID=cloud below '{}'",
        quoted(site), plugin::clean(map.site_dn, 160));
    if (!map.siteless_cloud_dns.empty()) {
        text += fmt::format("; '{}' belongs to no site: the site BDII does not read it",
                            plugin::clean(map.siteless_cloud_dns.front(), 160));
    }
    return Unexpected{Fault::service(std::move(text))};
}

Checked<Content> read_cloud(ldap::Connection& connection, const Map& map,
                            const std::vector<std::string>& attributes, const plugin::Until& until,
                            const std::string& filter) {
    Content content;
    for (const auto& base : map.cloud_dns) {
        const ldap::Search search{base, ldap::Scope::subtree, filter, attributes};
        auto answer = connection.search(search, until);
        if (!answer) {
            return Unexpected{std::move(answer).error()};
        }
        if (!answer->is(ResultCode::success) && !answer->cut_short()) {
            return Unexpected{ldap::fault_of(*answer, search)};
        }
        content.cut_short = content.cut_short || answer->cut_short();
        std::move(answer->entries.begin(), answer->entries.end(),
                  std::back_inserter(content.entries));
    }
    return content;
}

Checked<Content> published_by(ldap::Connection& connection, const std::string& site,
                              const std::vector<std::string>& attributes,
                              const plugin::Until& until, const std::string& filter) {
    const auto map = find_site(connection, site, std::string(root), until);
    if (!map) {
        return Unexpected{map.error()};
    }
    if (auto there = check_site(connection, *map, site, until); !there) {
        return Unexpected{std::move(there).error()};
    }
    if (auto there = check_cloud(*map, site); !there) {
        return Unexpected{std::move(there).error()};
    }
    return read_cloud(connection, *map, attributes, until, filter);
}

}  // namespace fedcloud::bdii
