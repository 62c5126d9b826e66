#include "sensu_library.hpp"

#include <fmt/format.h>

#include "escape.hpp"
#include "plan.hpp"
#include "sensu.hpp"
#include "sensu_check.hpp"

namespace fedcloud::config::sensu {
namespace {

constexpr auto filter_name = "fedcloud-hard-state";

std::vector<std::string> keys_of(const metrics::MetricProfile& profile) {
    std::vector<std::string> names;
    for (const auto& metric : profile.metrics) {
        names.push_back(metric.name);
    }
    return keys(names);
}

// The options that the metric profile sets, as words for a shell.
std::string words_of(const metrics::Metric& metric) {
    std::string words = fmt::format("--timeout={}", metric.timeout.count());
    const auto add = [&words](const std::string& name, const std::string& value) {
        const auto word = "--" + name + (value.empty() ? "" : "=" + value);
        words += ' ' + shell_word(word);
    };
    if (!metric.warning.empty()) {
        add("warning", metric.warning);
    }
    if (!metric.critical.empty()) {
        add("critical", metric.critical);
    }
    for (const auto& [name, value] : metric.options) {
        add(name, value);
    }
    return words;
}

}  // namespace

std::string render_library_checks(const metrics::MetricProfile& profile,
                                  const std::string& probe_dir) {
    std::string out =
        "# Checks of fedcloud-probes for Sensu Go, one for each metric, as the metric profile has\n"
        "# them: sensuctl create --file checks.yaml. Agents with the subscription fedcloud run a\n"
        "# check on every proxy entity that has its label; what the entity has as annotation of "
        "the\n"
        "# same name ends the command line: entity.example.yaml. Not together with what\n"
        "# fedcloud-nagios-config(1) generates, whose checks have the same names.\n";
    const auto all_keys = keys_of(profile);
    for (std::size_t i = 0; i < profile.metrics.size(); ++i) {
        const auto& metric = profile.metrics[i];
        CheckResource check;
        check.name = metric.name;
        check.name_space = "default";
        check.metric = metric.name;
        check.attempts = metric.attempts;
        check.documentation = metric.documentation;
        check.key = all_keys[i];
        check.command = command_with_token(fmt::format("{}/{}", probe_dir, metric.program),
                                           words_of(metric), check.key);
        check.interval = metric.interval;
        check.timeout = metric.timeout + grace;
        check.subscription = "fedcloud";
        write_check(yaml::Writer(out), check);
    }
    return out;
}

std::string render_library_filter() {
    std::string out =
        "# An event filter for pipelines and handlers: it lets a failure through that has lasted "
        "for\n"
        "# the number of attempts that the check has as annotation, and the recovery from one, as\n"
        "# Nagios' hard states do. sensuctl create --file filters.yaml\n";
    yaml::Writer writer(out);
    writer.begin("EventFilter");
    writer.open("metadata");
    writer.text("name", filter_name);
    writer.text("namespace", "default");
    writer.close();
    writer.open("spec");
    writer.text("action", "allow");
    writer.open("expressions");
    // The watermark is the longest row of equal states since the last OK, and stays until the first
    // OK is told; it goes on counting afterwards (backend/store, updateOccurrences).
    writer.text_item(
        "event.check.occurrences_watermark >= parseInt(event.check.annotations.attempts, 10)");
    writer.text_item("event.check.status != 0 || event.check.occurrences == 1");
    writer.close();
    writer.close();
    return out;
}

std::string render_library_example(const metrics::MetricProfile& profile) {
    std::string out =
        "# An example: change the names. The label chooses the check of checks.yaml, the "
        "annotation\n"
        "# is the rest of its command line. An agent hands that to a shell: no quotation marks.\n";
    const auto all_keys = keys_of(profile);
    yaml::Writer writer(out);
    writer.begin("Entity");
    writer.open("metadata");
    writer.text("name", "occi.example.org");
    writer.text("namespace", "default");
    writer.open("labels");
    writer.text(all_keys.front(), "yes");
    writer.close();
    writer.open("annotations");
    writer.text(all_keys.front(), "--site EXAMPLE-SITE --service 1000G0");
    writer.close();
    writer.close();
    writer.open("spec");
    writer.text("entity_class", "proxy");
    writer.close();
    return out;
}

}  // namespace fedcloud::config::sensu
