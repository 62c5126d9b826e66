#include "finding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ldap/dn.hpp"
#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::cloud_bdii {

Findings judge_seconds(const plugin::Thresholds& thresholds, double value, std::string name,
                       std::string_view what) {
    const auto state = thresholds.judge(value);
    if (state == plugin::State::ok) {
        return {};
    }
    return {{state, std::move(name),
             fmt::format("{} {}s, {}", what, plugin::format_number(value),
                         thresholds.reason(state, "s"))}};
}

std::string name_of(const ldap::Entry& entry) {
    const auto dn = ldap::parse_dn(entry.dn);
    return plugin::clean(dn && !dn->empty() ? dn->front().value : entry.dn, 100);
}

void Tally::add(plugin::State state, std::string remark, const ldap::Entry& entry) {
    const auto known = std::find_if(remarks_.begin(), remarks_.end(),
                                    [&](const Remark& each) { return each.text == remark; });
    if (known != remarks_.end()) {
        ++known->count;
        return;
    }
    constexpr std::size_t most = 100;  // a server that makes up new mistakes gains nothing
    if (remarks_.size() < most) {
        remarks_.push_back({state, std::move(remark), name_of(entry), 1});
    }
}

Findings Tally::findings(const std::string& name) const {
    Findings found;
    for (const auto& remark : remarks_) {
        const auto more =
            remark.count > 1 ? fmt::format(" and {} more", remark.count - 1) : std::string();
        found.push_back(
            {remark.state, name, fmt::format("{}: '{}'{}", remark.text, remark.example, more)});
    }
    return found;
}

}  // namespace fedcloud::cloud_bdii
