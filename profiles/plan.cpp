#include "plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "plugin/text.hpp"
#include "render_profile.hpp"
#include "site/folder.hpp"

namespace fedcloud::profiles {
namespace {

bool is_concerned(const PlanRules& rules, const std::string& site) {
    return rules.sites.empty() || std::count(rules.sites.begin(), rules.sites.end(), site) > 0;
}

// A site that cannot have a file keeps the one that it has, if it has one.
void add_pulled(std::vector<site::Profile> pulled, Plan& plan) {
    for (auto& profile : pulled) {
        const auto refuse = [&](std::string why) {
            plan.problems.push_back({fmt::format("site '{}'", profile.site), std::move(why)});
        };
        const auto name = file_name_of(profile.site);
        if (!name) {
            refuse(fmt::format("its name has more than {} bytes as the name of a file: left out",
                               longest_file_stem));
            continue;
        }
        auto text = render_profile(profile);
        if (text.size() > site::largest_profile_file) {
            refuse(fmt::format("its profile would have {} bytes, and {} are allowed: left as it is",
                               text.size(), site::largest_profile_file));
            if (const auto old = plan.before.find(profile.site); old != plan.before.end()) {
                plan.after.insert(*old);
            }
            continue;
        }
        plan.update.files.emplace(*name, std::move(text));
        auto site = profile.site;
        plan.after.emplace(std::move(site), std::move(profile));
    }
}

// Keeps the sites that were not asked for; returns those that lose their file or all services.
std::vector<std::string> add_missing(const PlanRules& rules, Plan& plan) {
    std::vector<std::string> losing;
    for (const auto& [site, old] : plan.before) {
        const auto now = plan.after.find(site);
        if (now != plan.after.end()) {
            if (now->second.services.empty() && !old.services.empty()) {
                losing.push_back(site);
            }
        } else if (is_concerned(rules, site)) {
            losing.push_back(site);
            plan.update.removed.push_back(site::file_name(site));
        } else {
            plan.after.emplace(site, old);
        }
    }
    return losing;
}

std::string list(const std::vector<std::string>& sites) {
    constexpr std::size_t most = 20;
    std::string text;
    for (std::size_t i = 0; i < std::min(sites.size(), most); ++i) {
        text += (i == 0 ? "" : ", ") + plugin::clean(sites[i], 80);
    }
    return sites.size() <= most ? text : text + fmt::format(" and {} more", sites.size() - most);
}

struct Loss {
    std::size_t gone = 0;
    std::size_t of = 0;

    bool is_more_than(int percent) const {
        return gone * 100 > static_cast<std::size_t>(percent) * of;
    }
    // The least --max-removals that allows it.
    std::size_t percent() const { return (gone * 100 + of - 1) / of; }
};

std::size_t count_concerned(const PlanRules& rules, const Plan& plan) {
    return static_cast<std::size_t>(
        std::count_if(plan.before.begin(), plan.before.end(),
                      [&](const auto& each) { return is_concerned(rules, each.first); }));
}

// By their keys: a service that has moved to another site is not lost.
Loss count_services(const PlanRules& rules, const Plan& plan) {
    std::unordered_set<std::string_view> now;
    for (const auto& [site, profile] : plan.after) {
        for (const auto& service : profile.services) {
            now.insert(service.key);
        }
    }
    Loss loss;
    for (const auto& [site, profile] : plan.before) {
        if (is_concerned(rules, site)) {
            loss.of += profile.services.size();
            loss.gone += static_cast<std::size_t>(
                std::count_if(profile.services.begin(), profile.services.end(),
                              [&](const auto& each) { return now.count(each.key) == 0; }));
        }
    }
    return loss;
}

std::string judge(const PlanRules& rules, const Plan& plan,
                  const std::vector<std::string>& losing) {
    const Loss sites{losing.size(), count_concerned(rules, plan)};
    const auto services = count_services(rules, plan);
    constexpr auto end =
        "more than --max-removals {} allows: nothing was changed; if that is right, allow it with "
        "--max-removals {}";
    if (sites.is_more_than(rules.max_removals)) {
        return fmt::format("{} of {} sites would be removed or lose all their services ({}), ",
                           sites.gone, sites.of, list(losing)) +
               fmt::format(end, rules.max_removals,
                           std::max(sites.percent(), services.of == 0 ? 0 : services.percent()));
    }
    // One of the few services that a small folder has is no sign of an answer that was cut off.
    constexpr std::size_t a_few = 10;
    if (services.is_more_than(rules.max_removals) &&
        (services.gone > a_few || rules.max_removals == 0)) {
        return fmt::format("{} of {} services would be gone, ", services.gone, services.of) +
               fmt::format(end, rules.max_removals, services.percent());
    }
    return {};
}

}  // namespace

Expected<Plan, std::string> make_plan(FolderContent folder, std::vector<site::Profile> pulled,
                                      const PlanRules& rules) {
    if (pulled.empty()) {
        return Unexpected{std::string(
            "GOCDB has no site that fits (--scope, --ngi, --site, --certification-status, "
            "--production-status): nothing was changed")};
    }
    Plan plan;
    plan.before = std::move(folder.profiles);
    add_pulled(std::move(pulled), plan);
    plan.refusal = judge(rules, plan, add_missing(rules, plan));
    return plan;
}

}  // namespace fedcloud::profiles
