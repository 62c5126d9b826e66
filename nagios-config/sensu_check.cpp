#include "sensu_check.hpp"

#include <fmt/format.h>

#include "escape.hpp"
#include "plugin/text.hpp"

namespace fedcloud::config::sensu {
namespace {

// One of the agents runs it, whichever is next, and the entities are spread over the interval.
void write_schedule(yaml::Writer& writer, const CheckResource& check) {
    constexpr int most_of_interval = 90;  // per cent
    writer.flag("round_robin", true);
    writer.open("subscriptions");
    writer.text_item(check.subscription);
    writer.close();
    writer.open("proxy_requests");
    writer.open("entity_attributes");
    writer.text_item("entity.entity_class == 'proxy'");
    writer.text_item(fmt::format("entity.labels.{} == 'yes'", check.key));
    writer.close();
    writer.flag("splay", true);
    writer.number("splay_coverage", most_of_interval);
    writer.close();
    writer.text("output_metric_format", "nagios_perfdata");
}

void write_metadata(yaml::Writer& writer, const CheckResource& check) {
    writer.open("metadata");
    writer.text("name", check.name);
    writer.text("namespace", check.name_space);
    writer.open("labels");
    writer.text("fedcloud_metric", check.metric);
    writer.close();
    writer.open("annotations");
    writer.text("attempts", std::to_string(check.attempts));
    // Every text of a check is a template to the agent (token/token.go): no "{{" but ours.
    if (!check.documentation.empty() && check.documentation.find("{{") == std::string::npos) {
        writer.text("documentation", plugin::clean(check.documentation));
    }
    writer.close();
    writer.close();
}

}  // namespace

std::string command_with_token(const std::string& program, const std::string& words,
                               const std::string& key) {
    return fmt::format("{}{}{} {{{{ .annotations.{} }}}}", shell_word(program),
                       words.empty() ? "" : " ", words, key);
}

void write_check(yaml::Writer writer, const CheckResource& check) {
    writer.begin("CheckConfig");
    write_metadata(writer, check);
    writer.open("spec");
    writer.text("command", check.command);
    writer.number("interval", check.interval.count());
    writer.number("timeout", check.timeout.count());
    writer.flag("publish", true);
    write_schedule(writer, check);
    if (!check.pipeline.empty()) {
        writer.open("pipelines");
        writer.text("- type", "Pipeline");
        writer.text("  api_version", "core/v2");
        writer.text("  name", check.pipeline);
        writer.close();
    }
    writer.close();
}

}  // namespace fedcloud::config::sensu
