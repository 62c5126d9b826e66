// The entries of a BDII: GLUE 2.0 as cloud sites publish it, and the BDII's own statistics.
#include "glue_tree.hpp"

#include <algorithm>

#include "glue_site.hpp"
#include "ldap_names.hpp"

namespace fedcloud::testbed {
namespace {

using Entries = std::vector<ldap::Entry>;

void erase(ldap::Entry& entry, const std::string& name) {
    std::erase_if(entry.attributes, [&](const ldap::Attribute& one) {
        return ldap::same_attribute(one.name) == ldap::same_attribute(name);
    });
}

bool is_of_class(const ldap::Entry& entry, const std::string& name) {
    const auto& classes = entry.attributes.front().values;
    return std::find(classes.begin(), classes.end(), name) != classes.end();
}

void change_values(Entries& entries, const ValueChange& change) {
    std::uint64_t index = 0;
    for (auto& entry : entries) {
        if (is_of_class(entry, change.of_class) && (!change.index || *change.index == index++)) {
            erase(entry, change.attribute);
            if (!change.values.empty()) {
                entry.attributes.push_back({change.attribute, change.values});
            }
        }
    }
}

// What bdii-update tells of its last run; when that was is only an operational attribute.
void add_statistics(Entries& entries, const std::string& time) {
    const auto total = std::to_string(entries.size());
    add_entry(entries, "o=infosys", {"organization"}, {{"o", {"infosys"}}});
    std::vector<ldap::Attribute> attributes{{"Hostname", {"localhost"}}, {"TotalEntries", {total}}};
    for (const auto* name : {"UpdateTime", "DBUpdateTime", "NewEntries", "QueryTime",
                             "ProvidersTime", "FailedAdds", "ModifiedEntries", "DeletedEntries",
                             "FailedDeletes", "FailedModifies", "PluginsTime", "ReadTime"}) {
        attributes.push_back({name, {"0"}});
    }
    attributes.push_back({"createTimestamp", {time}});
    attributes.push_back({"modifyTimestamp", {time}});
    add_entry(entries, "Hostname=localhost,o=infosys", {"UpdateStats"}, attributes);
}

}  // namespace

Entries make_glue_tree(const BdiiSettings& settings, std::time_t now) {
    Entries entries;
    add_entry(entries, "o=grid", {"organization"}, {{"o", {"grid"}}});
    for (const auto* name : {"local", "resource"}) {
        add_entry(entries, std::string{"Mds-Vo-name="} + name + ",o=grid", {"Mds"},
                  {{"Mds-Vo-name", {name}}});
    }
    add_entry(entries, "o=glue", {"organization"}, {{"o", {"glue"}}});
    add_group(entries, "resource", "o=glue");
    add_group(entries, "grid", "o=glue");
    for (const auto& site : settings.sites) {
        add_glue_site(entries, settings, now, site);
        if (settings.kind == BdiiKind::resource) {
            break;
        }
    }
    for (const auto& name : settings.missing) {
        for (auto& entry : entries) {
            erase(entry, name);
        }
    }
    for (const auto& change : settings.values) {
        change_values(entries, change);
    }
    if (settings.update_stats) {
        add_statistics(entries, generalized_time(now, settings.update_age));
    }
    return entries;
}

std::string generalized_time(std::time_t now, double age) {
    return time_text(now, age, "%Y%m%d%H%M%SZ");
}

}  // namespace fedcloud::testbed
