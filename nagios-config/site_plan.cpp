#include "site_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_set>

#include "arguments.hpp"
#include "name.hpp"
#include "plugin/text.hpp"
#include "site/forms.hpp"

namespace fedcloud::config {
namespace {

using metrics::Metric;
using plugin::clean;
using site::Service;

// GOCDB counts: of two keys the shorter one is the older, and of two of one length the smaller.
bool is_older(const Service* a, const Service* b) {
    return std::make_tuple(a->key.size(), std::string_view(a->key)) <
           std::make_tuple(b->key.size(), std::string_view(b->key));
}

// A check with what is known of it only while its site is looked at.
struct Draft {
    Check check;
    std::string host;  // object name
    std::string address;
    const Metric* metric;
};

class SitePlan {
  public:
    SitePlan(const std::string& name, const SiteRecord& record, const MetricTable& metrics,
             const Choices& choices, Plan& plan)
        : name_(name), record_(record), metrics_(metrics), choices_(choices), plan_(plan) {}

    void build() {
        for (const Service* service : services()) {
            add_service(*service);
        }
        if (drafts_.empty()) {
            return;
        }
        std::sort(drafts_.begin(), drafts_.end(), [](const Draft& a, const Draft& b) {
            return std::tie(a.host, a.check.name) < std::tie(b.host, b.check.name);
        });
        first_check_ = plan_.checks.size();
        resolve_dependencies();
        append();
        add_downtimes();
    }

  private:
    void report(std::string_view what) {
        plan_.problems.push_back(fmt::format("site {}: {}", clean(record_.profile.site, 80), what));
    }

    // By age, without those that are there twice.
    std::vector<const Service*> services() {
        std::vector<const Service*> all;
        for (const auto& service : record_.profile.services) {
            all.push_back(&service);
        }
        std::stable_sort(all.begin(), all.end(), is_older);
        std::vector<const Service*> unique;
        for (const Service* service : all) {
            if (!unique.empty() && unique.back()->key == service->key) {
                report(fmt::format("service {}: its key is there twice, only the first is checked",
                                   clean(service->key, 40)));
            } else {
                unique.push_back(service);
            }
        }
        return unique;
    }

    // Of several services of one host with the same metric the oldest has its plain name, and every
    // other one its key behind it, whether they are checked or not: no name depends on what is
    // registered or switched on later.
    bool is_first(const Service& service, const Metric& metric) {
        return first_.emplace(service.host, &metric).second;
    }

    void add_service(const Service& service) {
        const auto metrics = metrics_.by_type.find(service.type);
        if (metrics == metrics_.by_type.end()) {
            return;
        }
        const bool wanted = service.monitored || choices_.all;
        if (wanted && !is_host(service.host)) {
            report(fmt::format("service {} ({}) is left out: \"{}\" is no host name",
                               clean(service.key, 40), service.type, clean(service.host, 80)));
            return;
        }
        for (const std::size_t index : metrics->second) {
            const Metric& metric = *metrics_.sorted[index];
            const bool first = is_first(service, metric);
            if (wanted && !site::is_disabled(record_.overrides, metric.name, service.key)) {
                add_checks(service, index, first);
            }
        }
    }

    void add_checks(const Service& service, std::size_t index, bool first) {
        const Metric& metric = *metrics_.sorted[index];
        if (!metric.per_vo) {
            add_check(service, index, first, "");
            return;
        }
        for (const auto& vo : vos()) {
            add_check(service, index, first, vo);
        }
    }

    // A site that names no VO is checked for those that were asked for, or else without one.
    const std::set<std::string>& vos() {
        if (vos_known_) {
            return vos_;
        }
        vos_known_ = true;
        const auto& own = site::vos_of(record_.profile, record_.overrides);
        const auto& asked = choices_.vos;
        for (const auto& vo : own.empty() ? asked : own) {
            if (!site::vo_name.fits(vo)) {
                report(
                    fmt::format("the VO \"{}\" is left out: it is no name of a VO", clean(vo, 80)));
            } else if (asked.empty() || std::find(asked.begin(), asked.end(), vo) != asked.end()) {
                vos_.insert(vo);
            }
        }
        if (own.empty() && asked.empty()) {
            vos_.insert("");
        }
        return vos_;
    }

    void add_check(const Service& service, std::size_t index, bool first, const std::string& vo) {
        const Metric& metric = *metrics_.sorted[index];
        Draft draft;
        draft.metric = &metric;
        draft.host = host_name(service.host, record_.profile.site);
        draft.address = service.host;
        Check& check = draft.check;
        check.name = metric.name + (vo.empty() ? "" : '-' + vo) + (first ? "" : '_' + service.key);
        if (!names_.insert(draft.host + ' ' + check.name).second) {
            report(fmt::format("service {}: {} is left out: its name is taken by another check",
                               service.key, check.name));
            return;
        }
        check.metric = index;
        check.program = metric.program;
        check.service_key = service.key;
        check.service_type = service.type;
        check.vo = vo;
        check.title = metric.name.substr(metric.name.rfind('.') + 1) +
                      (vo.empty() ? "" : ' ' + vo) + (first ? "" : ' ' + service.key) +
                      (service.production ? "" : " (not in production)");
        check.notes = metric.description;
        check.url = service.url.empty() ? service.registered_url : service.url;
        check.production = service.production;
        check.interval = metric.interval;
        check.retry_interval = metric.retry_interval;
        check.attempts = metric.attempts;
        set_arguments(record_, service, metric, choices_, check);
        drafts_.push_back(std::move(draft));
    }

    void resolve_dependencies() {
        std::map<std::tuple<std::string_view, std::string_view, std::string_view>, std::size_t>
            places;
        for (std::size_t i = 0; i < drafts_.size(); ++i) {
            const auto& [check, host, address, metric] = drafts_[i];
            places.emplace(std::tie(check.service_key, metric->name, check.vo), first_check_ + i);
        }
        for (auto& [check, host, address, metric] : drafts_) {
            for (const auto& dependency : metric->dependencies) {
                const std::string_view name = dependency.metric;
                const std::string_view key = check.service_key;
                if (dependency.local) {
                    if (!choices_.local_host.empty()) {
                        check.depends_local.push_back(dependency.metric);
                    }
                    continue;
                }
                auto place = places.find({key, name, std::string_view(check.vo)});
                if (place == places.end()) {
                    place = places.find({key, name, std::string_view()});
                }
                if (place != places.end()) {
                    check.depends_on.push_back(place->second);
                }
            }
        }
    }

    void append() {
        Site site;
        site.name = name_;
        const auto& profile = record_.profile;
        site.title = profile.site;
        site.encoded = site::encode_name(profile.site);
        site.country = profile.country;
        site.certification_status = profile.certification_status;
        site.infrastructure = profile.infrastructure;
        site.scopes = profile.scopes;
        plan_.sites.push_back(std::move(site));
        for (auto& draft : drafts_) {
            if (plan_.hosts.empty() || plan_.hosts.back().name != draft.host) {
                plan_.hosts.push_back({draft.host, draft.address, plan_.sites.size() - 1});
            }
            draft.check.host = plan_.hosts.size() - 1;
            plan_.checks.push_back(std::move(draft.check));
        }
    }

    void add_downtimes() {
        std::unordered_map<std::string_view, std::vector<std::size_t>> by_key;
        for (std::size_t i = first_check_; i < plan_.checks.size(); ++i) {
            by_key[plan_.checks[i].service_key].push_back(i);
        }
        std::map<std::string, Downtime> downtimes;
        for (const auto& each : record_.profile.downtimes) {
            if (each.end <= each.start) {
                report(fmt::format("downtime {} is left out: it ends before it begins",
                                   clean(each.key, 40)));
                continue;
            }
            Downtime& downtime = downtimes[object_name(each.key)];
            if (downtime.name.empty()) {
                downtime = {object_name(each.key),
                            plan_.sites.size() - 1,
                            each.severity,
                            each.scheduled,
                            each.start,
                            each.end,
                            each.description,
                            {}};
            }
            for (const auto& key : each.services) {
                if (const auto checks = by_key.find(key); checks != by_key.end()) {
                    downtime.checks.insert(downtime.checks.end(), checks->second.begin(),
                                           checks->second.end());
                }
            }
        }
        for (auto& [name, downtime] : downtimes) {
            append(std::move(downtime));
        }
    }

    void append(Downtime downtime) {
        auto& checks = downtime.checks;
        std::sort(checks.begin(), checks.end());
        checks.erase(std::unique(checks.begin(), checks.end()), checks.end());
        for (const std::size_t check : checks) {
            plan_.checks[check].downtimes.push_back(plan_.downtimes.size());
        }
        if (!checks.empty()) {
            plan_.downtimes.push_back(std::move(downtime));
        }
    }

    const std::string& name_;
    const SiteRecord& record_;
    const MetricTable& metrics_;
    const Choices& choices_;
    Plan& plan_;
    std::vector<Draft> drafts_;
    std::set<std::pair<std::string_view, const Metric*>> first_;
    std::unordered_set<std::string> names_;
    std::set<std::string> vos_;
    bool vos_known_ = false;
    std::size_t first_check_ = 0;
};

}  // namespace

void add_site(const std::string& name, const SiteRecord& record, const MetricTable& metrics,
              const Choices& choices, Plan& plan) {
    SitePlan(name, record, metrics, choices, plan).build();
}

}  // namespace fedcloud::config
