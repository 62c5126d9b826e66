#include "plan_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "name.hpp"
#include "plugin/text.hpp"
#include "site_plan.hpp"

namespace fedcloud::config {
namespace {

using metrics::Metric;
using plugin::clean;

struct NamedRecord {
    std::string name;  // of the site as an object
    const SiteRecord* record;
};

std::vector<NamedRecord> sorted(const std::vector<SiteRecord>& records, Plan& plan) {
    std::vector<NamedRecord> named;
    named.reserve(records.size());
    for (const auto& record : records) {
        named.push_back({object_name(record.profile.site), &record});
    }
    std::sort(named.begin(), named.end(), [](const auto& a, const auto& b) {
        return std::tie(a.name, a.record->profile.site) < std::tie(b.name, b.record->profile.site);
    });
    std::vector<NamedRecord> unique;
    for (auto& each : named) {
        if (!unique.empty() && unique.back().name == each.name) {
            plan.problems.push_back(
                fmt::format("site {}: left out: another profile is of a site of this name",
                            clean(each.record->profile.site, 80)));
        } else {
            unique.push_back(std::move(each));
        }
    }
    return unique;
}

// The indices of groups, once all of them are known: sorted by name.
class Groups {
  public:
    void add(const std::string& title) { titles_.try_emplace(object_name(title), title); }
    void number() {
        std::size_t i = 0;
        for (const auto& [name, title] : titles_) {
            indices_.emplace(name, i++);
        }
    }
    std::size_t index(const std::string& title) const { return indices_.at(object_name(title)); }
    std::vector<Group> groups() const {
        std::vector<Group> all;
        for (const auto& [name, title] : titles_) {
            all.push_back({name, title, ""});
        }
        return all;
    }

  private:
    std::map<std::string, std::string> titles_;
    std::unordered_map<std::string, std::size_t> indices_;
};

// GOCDB has sites without an NGI in its test instances only.
std::string ngi_title(const site::Profile& profile) {
    return profile.ngi.empty() ? "none" : profile.ngi;
}

void set_ngis(const std::vector<NamedRecord>& records, Plan& plan) {
    Groups ngis;
    std::unordered_map<std::string_view, const site::Profile*> profiles;
    for (const auto& each : records) {
        profiles.emplace(each.name, &each.record->profile);
    }
    for (const auto& site : plan.sites) {
        ngis.add(ngi_title(*profiles.at(site.name)));
    }
    ngis.number();
    for (auto& site : plan.sites) {
        site.ngi = ngis.index(ngi_title(*profiles.at(site.name)));
    }
    plan.ngis = ngis.groups();
}

// Checks know their metric by its place in `metrics`; only those that are used stay.
void set_metrics(const MetricTable& metrics, Plan& plan) {
    std::vector<bool> used(metrics.sorted.size());
    for (const auto& check : plan.checks) {
        used[check.metric] = true;
    }
    std::vector<std::size_t> places(metrics.sorted.size());
    for (std::size_t i = 0; i < used.size(); ++i) {
        if (used[i]) {
            const Metric& metric = *metrics.sorted[i];
            places[i] = plan.metrics.size();
            plan.metrics.push_back({metric.name, metric.name, metric.documentation});
        }
    }
    for (auto& check : plan.checks) {
        check.metric = places[check.metric];
    }
}

}  // namespace

MetricTable::MetricTable(const metrics::MetricProfile& profile) {
    for (const auto& metric : profile.metrics) {
        sorted.push_back(&metric);
    }
    std::sort(sorted.begin(), sorted.end(),
              [](const Metric* a, const Metric* b) { return a->name < b->name; });
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        for (const auto& type : sorted[i]->service_types) {
            auto& metrics = by_type[type];
            if (metrics.empty() || metrics.back() != i) {
                metrics.push_back(i);
            }
        }
    }
}

Plan build_plan(const std::vector<SiteRecord>& records, const metrics::MetricProfile& metrics,
                const Choices& choices) {
    Plan plan;
    plan.local_host = choices.local_host;
    plan.probe_dir = choices.probe_dir;
    const MetricTable table(metrics);
    const auto named = sorted(records, plan);
    for (const auto& each : named) {
        add_site(each.name, *each.record, table, choices, plan);
    }
    set_ngis(named, plan);
    set_metrics(table, plan);
    std::sort(plan.problems.begin(), plan.problems.end());
    return plan;
}

}  // namespace fedcloud::config
