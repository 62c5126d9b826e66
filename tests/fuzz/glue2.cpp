// Entries of an information system, written as "name: value" lines of LDIF.
#include "glue2.hpp"

#include <algorithm>

#include "bdii/map.hpp"
#include "endpoints.hpp"
#include "freshness.hpp"
#include "fuzz.hpp"
#include "ldap/dn.hpp"
#include "offers.hpp"

namespace fedcloud::fuzz {
namespace {

constexpr plugin::UtcTime now{std::chrono::seconds(1'795'262'400)};

cloud_bdii::Entries entries_in(std::string_view input) {
    cloud_bdii::Entries entries;
    while (!input.empty()) {
        const auto line = take_line(input);
        const auto colon = line.find(": ");
        if (colon == std::string_view::npos) {
            continue;
        }
        const std::string name(line.substr(0, colon));
        const std::string value(line.substr(colon + 2));
        if (name == "dn") {
            entries.push_back({value, {}});
        } else if (!entries.empty()) {
            auto& attributes = entries.back().attributes;
            const auto same = std::find_if(attributes.begin(), attributes.end(),
                                           [&](const auto& each) { return each.name == name; });
            (same == attributes.end() ? *attributes.insert(same, {name, {}}) : *same)
                .values.push_back(value);
        }
    }
    return entries;
}

void examine_findings(const cloud_bdii::Findings& findings) {
    for (const auto& finding : findings) {
        require(!finding.name.empty() && !finding.text.empty(), "a finding says what is wrong");
    }
}

}  // namespace

void examine(std::string_view input) {
    const auto entries = entries_in(input);
    examine_findings(cloud_bdii::check_schema(entries));
    examine_findings(cloud_bdii::check_endpoints(entries, {"https://occi.example.org:8787/"}));
    examine_findings(cloud_bdii::check_states(entries));
    for (const auto& freshness :
         {cloud_bdii::check_validity(entries, now), cloud_bdii::check_update(entries, now)}) {
        examine_findings(freshness.findings);
        require(freshness.dated <= entries.size(), "no more dates than entries");
        require(!freshness.age || freshness.dated > 0, "an age is of something dated");
        if (freshness.age) {
            examine_findings(cloud_bdii::judge_validity(freshness, {}));
        }
    }
    const auto map = bdii::read_map(entries, "NORTH");
    require(map.cloud_dns.size() <= bdii::most_holders, "searches are bounded");
    for (const auto& dn : map.cloud_dns) {
        require(ldap::parse_dn(dn).has_value(), "what is searched below is a DN");
    }
    require(appdb_update::offers_of(entries).size() <= entries.size(), "an entry is one offer");
}

}  // namespace fedcloud::fuzz
