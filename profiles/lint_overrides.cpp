// What is set locally for a site: for something that there is not, or secrets for any host.
#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "lint.hpp"
#include "option_problems.hpp"
#include "plugin/text.hpp"

namespace fedcloud::profiles {
namespace {

using plugin::clean;

class OverrideRules {
  public:
    OverrideRules(const StoredSite& stored, const metrics::MetricProfile& metrics,
                  std::vector<Finding>& findings)
        : stored_(stored), metrics_(metrics), findings_(findings) {}

    void check() {
        const auto& overrides = stored_.overrides;
        metric_names(overrides.disabled_metrics, "/disabled_metrics");
        programs(overrides.programs, "/options");
        std::unordered_set<std::string_view> keys;
        for (const auto& service : stored_.profile.services) {
            keys.insert(service.key);
        }
        for (const auto& service : overrides.services) {
            if (keys.count(service.key) == 0) {
                add("override-of-no-service",
                    fmt::format("/services/{} is about a service that the site has not.",
                                service.key),
                    "Name the key of a service that fedcloud-profiles show tells.");
                continue;
            }
            const auto below = "/services/" + service.key;
            metric_names(service.disabled_metrics, below + "/disabled_metrics");
            programs(service.programs, below + "/options");
        }
        for (auto& problem : config::option_problems(overrides, config::programs())) {
            add("override-option-wrong", problem + ".",
                "Give it as the program's --help has it, or take it out.");
            findings_.back().consequence =
                "It has no effect, or the site's probes end with UNKNOWN because of it.";
        }
        secrets();
    }

  private:
    void metric_names(const std::vector<std::string>& names, const std::string& where) {
        for (const auto& name : names) {
            if (metrics_.find(name) == nullptr) {
                add("override-of-no-metric",
                    fmt::format("{} names {}, which is no metric of the profile {}.", where,
                                clean(name, 100), clean(metrics_.name, 80)),
                    "Name a metric that fedcloud-profiles metrics tells.");
            }
        }
    }

    void programs(const std::vector<site::ProgramOptions>& all, const std::string& where) {
        for (const auto& each : all) {
            const auto& metrics = metrics_.metrics;
            const bool is_used =
                each.program == "*" ||
                std::any_of(metrics.begin(), metrics.end(),
                            [&](const auto& metric) { return metric.program == each.program; });
            if (!is_used) {
                add("override-of-no-program",
                    fmt::format("{}/{} is about a program that no metric of the profile {} runs.",
                                where, clean(each.program, 100), clean(metrics_.name, 80)),
                    "Name a program that fedcloud-profiles metrics tells, or *.");
            }
        }
    }

    // Once for a site: an administrator who has one list of hosts has thought of them.
    void secrets() {
        std::string secret;
        bool has_hosts = false;
        const auto look = [&](const std::vector<site::ProgramOptions>& all,
                              const std::string& where) {
            for (const auto& each : all) {
                for (const auto& option : each.options) {
                    has_hosts = has_hosts || option.name == "credential-host";
                    const bool is_secret = option.name == "password-file" ||
                                           option.name == "access-token" ||
                                           option.name == "oidc-refresh";
                    if (is_secret && secret.empty()) {
                        secret =
                            fmt::format("{}/{}/{}", where, clean(each.program, 100), option.name);
                    }
                }
            }
        };
        look(stored_.overrides.programs, "/options");
        for (const auto& service : stored_.overrides.services) {
            look(service.programs, "/services/" + service.key + "/options");
        }
        if (secret.empty() || has_hosts) {
            return;
        }
        add("secret-without-host",
            fmt::format("{} is not bound to a host by credential-host.", secret),
            "Name the hosts that may have it: \"credential-host\": [\"HOST\"].");
        findings_.back().severity = Severity::info;
        findings_.back().consequence =
            "It goes wherever GOCDB names an endpoint on the service's own host or in its domain.";
    }

    void add(std::string code, std::string problem, std::string remedy) {
        Finding finding;
        finding.severity = Severity::warning;
        finding.code = std::move(code);
        finding.site = stored_.profile.site;
        finding.record = clean(stored_.override_path, 1024);
        finding.problem = std::move(problem);
        finding.consequence = "It has no effect.";
        finding.remedy = std::move(remedy);
        findings_.push_back(std::move(finding));
    }

    const StoredSite& stored_;
    const metrics::MetricProfile& metrics_;
    std::vector<Finding>& findings_;
};

}  // namespace

std::vector<Finding> lint_overrides(const StoredSite& stored,
                                    const metrics::MetricProfile& metrics) {
    std::vector<Finding> findings;
    OverrideRules(stored, metrics, findings).check();
    return findings;
}

}  // namespace fedcloud::profiles
