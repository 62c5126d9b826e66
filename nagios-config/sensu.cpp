#include "sensu.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "escape.hpp"
#include "plugin/text.hpp"
#include "sensu_check.hpp"
#include "yaml.hpp"

namespace fedcloud::config {
namespace {

using yaml::Writer;

// The checks of one name, which are one resource.
struct CheckGroup {
    std::string key;
    std::vector<std::size_t> checks;  // indices in Plan::checks
};
using CheckGroups = std::map<std::string, CheckGroup>;

CheckGroups group_checks(const Plan& plan) {
    CheckGroups groups;
    for (std::size_t i = 0; i < plan.checks.size(); ++i) {
        groups[plan.checks[i].name].checks.push_back(i);
    }
    std::vector<std::string> names;
    for (const auto& [name, group] : groups) {
        names.push_back(name);
    }
    const auto keys = sensu::keys(names);
    auto key = keys.begin();
    for (auto& [name, group] : groups) {
        group.key = *key++;
    }
    return groups;
}

std::string arguments(const Check& check) {
    std::string line;
    for (const auto& word : check.arguments) {
        line += (line.empty() ? "" : " ") + shell_word(word);
    }
    return line;
}

// api/core/v2/validators.go; empty: none is wanted.
bool is_name(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '.' || c == '-';
    });
}

class Resources {
  public:
    Resources(const Plan& plan, std::string_view name_space)
        : plan_(plan), namespace_(name_space), groups_(group_checks(plan)) {}

    std::string entities() const {
        std::string out;
        for (std::size_t check = 0, i = 0; i < plan_.hosts.size(); ++i) {
            const auto first = check;
            while (check < plan_.checks.size() && plan_.checks[check].host == i) {
                ++check;
            }
            entity(Writer(out), plan_.hosts[i], first, check);
        }
        return out;
    }

    std::string checks(std::string_view subscription, std::string_view pipeline) const {
        std::string out;
        for (const auto& [name, group] : groups_) {
            write_check(Writer(out), name, group, subscription, pipeline);
        }
        return out;
    }

    std::string silences() const {
        std::string out;
        for (const auto& each : plan_.checks) {
            silence(Writer(out), each);
        }
        return out;
    }

  private:
    void metadata(Writer& writer, std::string_view name) const {
        writer.open("metadata");
        writer.text("name", name);
        writer.text("namespace", namespace_);
    }

    static void line(Writer& writer, std::string_view key, std::string_view text) {
        if (!text.empty()) {
            writer.text(key, plugin::clean(text));
        }
    }

    // The checks of a host are plan_.checks[first] to [last - 1].
    void entity(Writer writer, const Host& host, std::size_t first, std::size_t last) const {
        const Site& site = plan_.sites[host.site];
        writer.begin("Entity");
        metadata(writer, host.name);
        writer.open("labels");
        writer.text("fedcloud_site", site.name);
        writer.text("fedcloud_ngi", plan_.ngis[site.ngi].name);
        writer.text("hostname", host.address);
        for (auto i = first; i < last; ++i) {
            writer.text(groups_.at(plan_.checks[i].name).key, "yes");
        }
        writer.close();
        writer.open("annotations");
        line(writer, "fedcloud_site_name", site.title);
        line(writer, "fedcloud_country", site.country);
        line(writer, "fedcloud_certification_status", site.certification_status);
        line(writer, "fedcloud_infrastructure", site.infrastructure);
        for (auto i = first; i < last; ++i) {
            writer.text(groups_.at(plan_.checks[i].name).key, arguments(plan_.checks[i]));
        }
        writer.close();
        writer.close();
        writer.open("spec");
        writer.text("entity_class", "proxy");
        writer.close();
    }

    void write_check(Writer writer, std::string_view name, const CheckGroup& group,
                     std::string_view subscription, std::string_view pipeline) const {
        const Check& first = plan_.checks[group.checks.front()];
        std::chrono::seconds timeout{0};
        for (const auto i : group.checks) {
            timeout = std::max(timeout, plan_.checks[i].timeout);
        }
        sensu::CheckResource check;
        check.name = name;
        check.name_space = namespace_;
        check.metric = plan_.metrics[first.metric].name;
        check.attempts = first.attempts;
        check.documentation = plan_.metrics[first.metric].url;
        check.key = group.key;
        check.command = sensu::command_with_token(
            fmt::format("{}/{}", plan_.probe_dir, first.program), "", group.key);
        check.interval = first.interval;
        check.timeout = timeout + grace;
        check.subscription = subscription;
        check.pipeline = pipeline;
        sensu::write_check(writer, check);
    }

    // Sensu has one entry for an entity and a check: outages that meet are told as one, and of
    // those that do not, the earliest.
    void silence(Writer writer, const Check& check) const {
        std::vector<const Downtime*> outages;
        for (const auto i : check.downtimes) {
            if (plan_.downtimes[i].severity == site::Severity::outage) {
                outages.push_back(&plan_.downtimes[i]);
            }
        }
        if (outages.empty()) {
            return;
        }
        std::stable_sort(outages.begin(), outages.end(),
                         [](const auto* a, const auto* b) { return a->start < b->start; });
        auto end = outages.front()->end;
        for (const auto* outage : outages) {
            end = outage->start <= end ? std::max(end, outage->end) : end;
        }
        const auto entity = "entity:" + plan_.hosts[check.host].name;
        writer.begin("Silenced");
        metadata(writer, fmt::format("{}:{}", entity, check.name));
        writer.close();
        writer.open("spec");
        writer.text("subscription", entity);
        writer.text("check", check.name);
        writer.number("begin", outages.front()->start.time_since_epoch().count());
        writer.number("expire", -1);
        writer.number("expire_at", end.time_since_epoch().count());
        writer.flag("expire_on_resolve", false);
        writer.text("creator", "GOCDB");
        line(writer, "reason",
             fmt::format("GOCDB {}: {}", outages.front()->name, outages.front()->description));
        writer.close();
    }

    const Plan& plan_;
    std::string_view namespace_;
    CheckGroups groups_;
};

}  // namespace

plugin::OptionTable SensuTarget::options() {
    return {{"namespace", 0, "NAME", "namespace of Sensu for all resources (default default)",
             plugin::into(namespace_)},
            {"subscription", 0, "NAME",
             "subscription of the agents that are to run the checks (default fedcloud)",
             plugin::into(subscription_)},
            {"pipeline", 0, "NAME", "Sensu's pipeline for the events (default: none)",
             plugin::into(pipeline_)}};
}

Expected<std::vector<File>, std::string> SensuTarget::render(const Plan& plan) const {
    for (const auto& [option, name] :
         {std::pair("namespace", &namespace_), std::pair("subscription", &subscription_),
          std::pair("pipeline", &pipeline_)}) {
        if (!is_name(*name)) {
            return Unexpected{fmt::format(
                "--{}: expected a name of letters, digits, '_', '.' and '-', found \"{}\"", option,
                plugin::clean(*name))};
        }
    }
    for (const auto& check : plan.checks) {
        for (const auto& word : check.arguments) {
            if (!sensu::fits_token(word)) {
                return Unexpected{fmt::format(
                    "{} of {}: the argument {} holds a quotation mark, a backslash or a control "
                    "character, which no token of Sensu can carry: put the option into sites.d",
                    check.name, plan.sites[plan.hosts[check.host].site].encoded,
                    plugin::clean(word))};
            }
        }
    }
    const Resources resources(plan, namespace_);
    return std::vector<File>{{"checks.yaml", resources.checks(subscription_, pipeline_)},
                             {"entities.yaml", resources.entities()},
                             {"silenced.yaml", resources.silences()}};
}

std::vector<std::string> SensuTarget::next_steps(const std::string& output,
                                                 const std::vector<std::string>& changed) const {
    std::vector<std::string> steps;
    for (const auto& file : changed) {
        steps.push_back(fmt::format("sensuctl create --file {}/{}", output, file));
    }
    return steps;
}

}  // namespace fedcloud::config
