#include "plan.hpp"

#include <fmt/format.h>

#include <algorithm>

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

// Services that are gone from sites that keep some: what a list looks like that ended too soon. A
// few may go at once, for where there are few, each is many per cent.
std::string judge_services(const PlanRules& rules, const Plan& plan) {
    constexpr std::size_t always_allowed = 10;
    std::size_t before = 0;
    std::size_t fewer = 0;
    for (const auto& [site, old] : plan.before) {
        const auto now = plan.after.find(site);
        if (!is_concerned(rules, site) || now == plan.after.end() || now->second.services.empty()) {
            continue;
        }
        before += old.services.size();
        fewer += old.services.size() - std::min(old.services.size(), now->second.services.size());
    }
    if (fewer <= always_allowed ||
        fewer * 100 <= static_cast<std::size_t>(rules.max_removals) * before) {
        return "";
    }
    return fmt::format(
        "sites that stay would have {} services fewer of {}, more than --max-removals {} allows: "
        "nothing was changed; if that is right, allow it with --max-removals {}",
        fewer, before, rules.max_removals, (fewer * 100 + before - 1) / before);
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
    const auto concerned = static_cast<std::size_t>(
        std::count_if(plan.before.begin(), plan.before.end(),
                      [&](const auto& each) { return is_concerned(rules, each.first); }));
    add_pulled(std::move(pulled), plan);
    const auto losing = add_missing(rules, plan);
    if (losing.size() * 100 > static_cast<std::size_t>(rules.max_removals) * concerned) {
        plan.refusal = fmt::format(
            "{} of {} sites would be removed or lose all their services ({}), more than "
            "--max-removals {} allows: nothing was changed; if that is right, allow it with "
            "--max-removals {}",
            losing.size(), concerned, list(losing), rules.max_removals,
            (losing.size() * 100 + concerned - 1) / concerned);
    } else {
        plan.refusal = judge_services(rules, plan);
    }
    return plan;
}

}  // namespace fedcloud::profiles
