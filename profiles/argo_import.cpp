// ARGO's files as our metric profile: what they tell of our programs, and what is lost.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "argo.hpp"
#include "argo_programs.hpp"
#include "plugin/number.hpp"
#include "plugin/text.hpp"
#include "plugin/threshold.hpp"

namespace fedcloud::profiles {
namespace {

using metrics::Metric;
using metrics::MetricProfile;
using plugin::clean;

std::string quoted(std::string_view text) {
    return clean(text, 80);
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// One metric of ARGO's, run by one of our programs.
class MetricImport {
  public:
    MetricImport(const ArgoMetric& theirs, const ArgoProgram& program,
                 std::vector<std::string>& losses)
        : theirs_(theirs), program_(program), losses_(losses) {}

    Metric make() {
        metric_.name = theirs_.name;
        metric_.program = program_.program;
        metric_.per_vo = contains(theirs_.flags, "VO");
        schedule();
        if (theirs_.documentation.rfind("http", 0) == 0) {
            metric_.documentation = theirs_.documentation;
        }
        for (const auto& [spelling, value] : theirs_.parameters) {
            parameter(spelling, value);
        }
        for (const auto& [attribute, option] : theirs_.attributes) {
            const auto& known = program_.attributes;
            if (std::none_of(known.begin(), known.end(), [&name = attribute](const auto& each) {
                    return each.attribute == name;
                })) {
                lose(
                    fmt::format("the attribute {} ({}): its value stands in ARGO's own "
                                "configuration; add the option if it is needed",
                                quoted(attribute), quoted(option)));
            }
        }
        for (const auto& [name, option] : theirs_.files) {
            lose(fmt::format("the file {} ({})", quoted(name), quoted(option)));
        }
        return std::move(metric_);
    }

  private:
    void lose(const std::string& what) {
        losses_.push_back(fmt::format("{}: left out: {}", quoted(theirs_.name), what));
    }

    void schedule() {
        metric_.interval = std::chrono::minutes(theirs_.interval.value_or(60));
        metric_.retry_interval = std::chrono::minutes(theirs_.retry_interval.value_or(5));
        metric_.attempts = theirs_.attempts.value_or(3);
        metric_.timeout = std::chrono::seconds(theirs_.timeout.value_or(60));
    }

    // Our name of an option, empty where it has no effect any more.
    std::optional<std::string> name_of(std::string_view spelling) const {
        if (const auto* known = find_option(program_, theirs_.program, spelling)) {
            return std::string(known->name);
        }
        if (spelling.substr(0, 2) != "--") {
            return std::nullopt;
        }
        const auto name = spelling.substr(2);
        const bool is_ours = theirs_.program == program_.program;
        return metrics::is_option_name(name) && (is_ours || is_name_of_an_option(program_, name))
                   ? std::optional(std::string(name))
                   : std::nullopt;
    }

    void parameter(std::string_view written, const std::string& raw) {
        // "--warning=0" is how export_argo() writes what ARGO would take for a bare flag.
        const auto equals = std::min(written.find('='), written.size());
        const auto spelling = written.substr(0, equals);
        const auto value = unquote_from_argo(equals < written.size() ? written.substr(equals + 1)
                                                                     : std::string_view(raw));
        const auto name = name_of(spelling);
        if (!name) {
            lose(fmt::format("the option {}, which {} does not know", quoted(spelling),
                             program_.program));
        } else if (name->empty() || (*name == "site" && program_.takes_site)) {
            return;  // without effect, or told by the site profile
        } else if (value.find('$') != std::string::npos) {
            lose(fmt::format("the option {}: its value holds a macro of ARGO's scheduler",
                             quoted(spelling)));
        } else {
            set(*name, spelling, value, equals < written.size());
        }
    }

    void set(const std::string& name, std::string_view spelling, const std::string& value,
             bool is_literal) {
        if (name == "warning" || name == "critical") {
            if (!plugin::Range::parse(value)) {
                lose(fmt::format("the option {}: its value is no range", quoted(spelling)));
                return;
            }
            (name == "warning" ? metric_.warning : metric_.critical) = value;
        } else if (name == "timeout") {
            if (const auto seconds = plugin::parse_integer<int>(value); seconds && *seconds > 0) {
                metric_.timeout = std::chrono::seconds(*seconds);
            }
        } else if (metrics::is_reserved_option(name)) {
            lose(fmt::format("the option {}, which the configuration sets", quoted(spelling)));
        } else if (value.empty() || (value == "0" && !is_literal)) {
            metric_.options.emplace_back(name, "");
        } else if (metrics::is_option_value(value)) {
            metric_.options.emplace_back(name, value);
        } else {
            lose(fmt::format("the option {}: its value is no line of text", quoted(spelling)));
        }
    }

    const ArgoMetric& theirs_;
    const ArgoProgram& program_;
    std::vector<std::string>& losses_;
    Metric metric_;
};

class Import {
  public:
    Import(const ArgoFiles& files, const MetricProfile& base) : files_(files), base_(base) {}

    Imported make() {
        auto& profile = imported_.profile;
        profile.name = !files_.name.empty()  ? files_.name
                       : !base_.name.empty() ? base_.name
                                             : "ARGO";
        profile.description = files_.description;
        for (const auto& metric : files_.metrics) {
            configured(metric);
        }
        for (const auto& [type, names] : files_.services) {
            for (const auto& name : names) {
                assign(type, name);
            }
        }
        for (const auto& theirs : files_.metrics) {
            if (auto* metric = find(theirs.name)) {
                dependencies(theirs, *metric);
            }
        }
        for (auto& metric : profile.metrics) {
            drop_lost_dependencies(metric);
        }
        tell_of_metrics();
        return std::move(imported_);
    }

  private:
    void configured(const ArgoMetric& theirs) {
        const auto* program = theirs.program.empty() || contains(theirs.flags, "PASSIVE")
                                  ? nullptr
                                  : find_replacement(theirs.program, theirs.name);
        if (program == nullptr || !metrics::is_metric_name(theirs.name)) {
            foreign_.push_back(
                fmt::format("{} ({})", quoted(theirs.name),
                            theirs.program.empty() ? "passive" : quoted(theirs.program)));
            known_.insert(theirs.name);
            return;
        }
        auto metric = MetricImport(theirs, *program, imported_.losses).make();
        if (const auto* known = base_.find(theirs.name)) {
            metric.description = known->description;
            if (files_.profiles == 0) {
                metric.service_types = known->service_types;
            }
        }
        add(std::move(metric));
    }

    Metric& add(Metric metric) {
        auto& all = imported_.profile.metrics;
        places_.emplace(metric.name, all.size());
        return all.emplace_back(std::move(metric));
    }

    Metric* find(const std::string& name) {
        const auto place = places_.find(name);
        return place == places_.end() ? nullptr : &imported_.profile.metrics[place->second];
    }

    void assign(const std::string& type, const std::string& name) {
        auto* metric = find(name);
        if (metric == nullptr && known_.count(name) != 0) {
            return;  // told once
        }
        const auto* of_base = base_.find(name);
        if (metric == nullptr && of_base == nullptr) {
            known_.insert(name);
            foreign_.push_back(quoted(name) + " (no configuration)");
            return;
        }
        if (metric == nullptr) {
            metric = &add(*of_base);
            metric->service_types.clear();
            filled_in_.push_back(name);
        }
        if (!metrics::is_service_type(type)) {
            imported_.losses.push_back(fmt::format("{}: left out: {} is no name of a service type",
                                                   quoted(name), quoted(type)));
        } else if (!contains(metric->service_types, type)) {
            metric->service_types.push_back(type);
        }
    }

    void dependencies(const ArgoMetric& theirs, Metric& metric) {
        for (const auto& [name, value] : theirs.dependencies) {
            metric.dependencies.push_back({name, value == "0"});
        }
    }

    void drop_lost_dependencies(Metric& metric) {
        auto& all = metric.dependencies;
        const auto is_lost = [&](const metrics::Dependency& dependency) {
            const bool lost = !metrics::is_metric_name(dependency.metric) ||
                              (!dependency.local && find(dependency.metric) == nullptr);
            if (lost) {
                imported_.losses.push_back(
                    fmt::format("{}: left out: the dependency on {}, which is not among the "
                                "metrics that are kept",
                                quoted(metric.name), quoted(dependency.metric)));
            }
            return lost;
        };
        all.erase(std::remove_if(all.begin(), all.end(), is_lost), all.end());
    }

    void tell_of_metrics() {
        auto& losses = imported_.losses;
        for (const auto& metric : imported_.profile.metrics) {
            if (metric.service_types.empty()) {
                losses.push_back(metric.name + ": no service type has it: add its service_types");
            }
        }
        if (!filled_in_.empty()) {
            losses.push_back(
                fmt::format("taken from the metric profile, since there is no "
                            "configuration: {}",
                            fmt::join(filled_in_, ", ")));
        }
        if (!foreign_.empty()) {
            losses.push_back(fmt::format("left out, since no program of this suite runs them: {}",
                                         fmt::join(foreign_, ", ")));
        }
    }

    const ArgoFiles& files_;
    const MetricProfile& base_;
    Imported imported_;
    std::unordered_map<std::string, std::size_t> places_;  // in the imported profile
    std::unordered_set<std::string> known_;                // metrics that were left out already
    std::vector<std::string> foreign_;                     // the same in words
    std::vector<std::string> filled_in_;                   // from the base
};

}  // namespace

Imported import_argo(const ArgoFiles& files, const MetricProfile& base) {
    return Import(files, base).make();
}

}  // namespace fedcloud::profiles
