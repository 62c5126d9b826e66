// fedcloud-profiles metrics: shows the metric profile, and exchanges it with ARGO.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "argo.hpp"
#include "commands.hpp"
#include "plugin/input_file.hpp"
#include "plugin/output_file.hpp"
#include "plugin/text.hpp"
#include "render_metrics.hpp"
#include "table.hpp"

namespace fedcloud::profiles {
namespace {

constexpr std::size_t largest_input = 64U << 20U;

struct Options {
    std::string metrics;
    bool import = false;
    std::vector<std::string> files;
    std::optional<ArgoForm> form;
    std::string output;
    Format format = Format::table;
};

plugin::OptionSetter into_list(std::vector<std::string>& target) {
    return [&target](std::string_view value) -> Expected<void, std::string> {
        if (value.empty()) {
            return Unexpected{std::string("must not be empty")};
        }
        target.emplace_back(value);
        return {};
    };
}

plugin::OptionTable option_table(Options& options) {
    return {metrics::metric_profile_option(plugin::into(options.metrics)),
            {"import", 0, "FILE",
             "read ARGO's metric profile (web API, old POEM) or metric configuration (POEM, NCG) "
             "and print a metrics.json; may be repeated: a profile and its configurations make "
             "one; what they do not tell is taken from --metrics",
             into_list(options.files)},
            {"export", 0, "poem|ncg|profile",
             "print it in a form of ARGO's: metric configuration of POEM or of an NCG file, or a "
             "metric profile of the web API",
             plugin::choice(
                 {"poem", "ncg", "profile"},
                 [&options](std::size_t index) { options.form = static_cast<ArgoForm>(index); })},
            {"output", 'o', "FILE",
             "write there instead of to standard output, as a whole and if all went well",
             plugin::into(options.output)},
            format_option(options.format)};
}

std::string thresholds(const metrics::Metric& metric) {
    const auto part = [](std::string_view letter, const std::string& range) {
        return range.empty() ? "" : fmt::format("{} {}", letter, range);
    };
    const auto warning = part("-w", metric.warning);
    const auto critical = part("-c", metric.critical);
    return warning + (warning.empty() || critical.empty() ? "" : " ") + critical;
}

std::string render_table(const metrics::LoadedMetricProfile& loaded) {
    Table table({"METRIC", "PROGRAM", "EVERY", "RETRY", "TRIES", "-t", "THRESHOLDS",
                 "SERVICE TYPES", "AFTER"});
    for (const auto& metric : loaded.profile.metrics) {
        std::vector<std::string> after;
        for (const auto& dependency : metric.dependencies) {
            after.push_back(dependency.metric + (dependency.local ? " (local)" : ""));
        }
        table.add({metric.name + (metric.per_vo ? " (per VO)" : ""), metric.program,
                   fmt::format("{} min", metric.interval.count()),
                   fmt::format("{} min", metric.retry_interval.count()),
                   std::to_string(metric.attempts), fmt::format("{} s", metric.timeout.count()),
                   thresholds(metric), fmt::format("{}", fmt::join(metric.service_types, ", ")),
                   fmt::format("{}", fmt::join(after, ", "))});
    }
    return fmt::format("{} ({})\n\n{}", plugin::clean(loaded.profile.name), loaded.path,
                       table.render(terminal_width()));
}

Expected<std::string, std::string> import_files(const Options& options,
                                                const metrics::MetricProfile& base,
                                                Context& context) {
    ArgoFiles files;
    for (const auto& path : options.files) {
        const auto bytes = plugin::read_input_file(path, largest_input);
        if (!bytes) {
            return Unexpected{bytes.error().text};
        }
        if (const auto done = read_argo(*bytes, files); !done) {
            return Unexpected{plugin::clean(path, 1024) + ": " +
                              plugin::clean(done.error().message())};
        }
    }
    if (files.metrics.empty() && files.services.empty()) {
        return Unexpected{plugin::clean(options.files.front(), 1024) +
                          ": no metric profile or metric configuration of ARGO"};
    }
    const auto imported = import_argo(files, base);
    for (const auto& loss : imported.losses) {
        context.terminal.tell("fedcloud-profiles metrics: " + loss);
    }
    const auto kept = imported.profile.metrics.size();
    if (kept == 0) {
        return Unexpected{
            std::string("nothing is left: no program of this suite runs any of the "
                        "metrics that were read")};
    }
    if (!imported.losses.empty()) {
        context.terminal.tell(fmt::format("fedcloud-profiles metrics: {} metric{} imported", kept,
                                          kept == 1 ? "" : "s"));
    }
    auto text = render_metric_profile(imported.profile);
    // What is written must be what can be read.
    if (const auto read = metrics::read_metric_profile(text); !read) {
        return Unexpected{"what was imported is no metric profile: " +
                          plugin::clean(read.error().message())};
    }
    return text;
}

bool exists(const std::string& place) {
    std::error_code error;
    return std::filesystem::exists(place, error) || error;
}

bool is_empty_file(const std::string& place) {
    std::error_code error;
    return std::filesystem::file_size(place, error) == 0 && !error;
}

Expected<metrics::LoadedMetricProfile, std::string> load(const Options& options) {
    auto loaded = metrics::load_metric_profile(options.metrics);
    const auto places =
        options.metrics.empty() ? metrics::metric_profile_places() : std::vector{options.metrics};
    const auto there = std::find_if(places.begin(), places.end(), exists);
    if (!loaded && there != places.end() && is_empty_file(*there)) {
        return Unexpected{loaded.error() +
                          "; a shell's > has emptied it before it was read? Use --output"};
    }
    return loaded;
}

// What an import is filled in from. Where there is no profile at all, it is filled in from none;
// but one that is there and cannot be read is not the same.
Expected<metrics::MetricProfile, std::string> import_base(const Options& options) {
    const auto places = metrics::metric_profile_places();
    if (options.metrics.empty() && std::none_of(places.begin(), places.end(), exists)) {
        return metrics::MetricProfile();
    }
    auto loaded = load(options);
    return loaded ? Expected<metrics::MetricProfile, std::string>(std::move(loaded->profile))
                  : Unexpected{loaded.error()};
}

Expected<std::string, std::string> make_text(const Options& options, Context& context) {
    if (!options.files.empty()) {
        const auto base = import_base(options);
        return base ? import_files(options, *base, context) : Unexpected{base.error()};
    }
    auto loaded = load(options);
    if (!loaded) {
        return Unexpected{loaded.error()};
    }
    if (!options.form) {
        return options.format == Format::json ? render_metric_profile(loaded->profile)
                                              : render_table(*loaded);
    }
    auto exported = export_argo(loaded->profile, *options.form);
    for (const auto& loss : exported.losses) {
        context.terminal.tell("fedcloud-profiles metrics: " + loss);
    }
    return std::move(exported.text);
}

Expected<Exit, std::string> metrics(const Options& options, Context& context) {
    if (!options.files.empty() && options.form) {
        return Unexpected{std::string("--import and --export exclude each other")};
    }
    const auto text = make_text(options, context);
    if (!text) {
        return Unexpected{text.error()};
    }
    if (options.output.empty()) {
        context.terminal.print(*text);
    } else if (const auto written = plugin::replace_file(options.output, *text, 0644); !written) {
        return Unexpected{written.error()};
    }
    return Exit::done;
}

}  // namespace

Subcommand metrics_command() {
    auto options = std::make_shared<Options>();
    return {"metrics",
            "",
            "Shows the metric profile, which service type gets which metric, or exchanges it with "
            "ARGO.",
            {"fedcloud-profiles metrics --import profile.json --import poem.json \\\n"
             "    --output /etc/argo/probes/fedcloud/metrics.json",
             "fedcloud-profiles metrics --export poem"},
            option_table(*options),
            [options](Context& context) { return metrics(*options, context); }};
}

}  // namespace fedcloud::profiles
