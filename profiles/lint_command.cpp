// fedcloud-profiles lint: what is wrong with the records in GOCDB, and with our own files.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "lint.hpp"
#include "option_problems.hpp"
#include "plugin/text.hpp"
#include "site/folder.hpp"
#include "store.hpp"

namespace fedcloud::profiles {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
    std::string site;
    Folders folders{site::default_profile_dir, site::default_override_dir};
    std::string metrics;
    Severity least = Severity::info;
    Format format = Format::table;
};

plugin::OptionTable option_table(Options& options) {
    plugin::OptionTable table{
        {"name", 0, "SITE", "only this site (default: all)", plugin::into(options.site)},
        site::profile_dir_option(plugin::into(options.folders.profiles)),
        site::override_dir_option(plugin::into(options.folders.overrides)),
        metrics::metric_profile_option(plugin::into(options.metrics)),
        {"severity", 0, "error|warning|info", "leave out what is less (default info: nothing)",
         plugin::choice({"error", "warning", "info"},
                        [&options](std::size_t i) { options.least = static_cast<Severity>(i); })},
        format_option(options.format)};
    table.front().positional = true;
    return table;
}

Finding finding_of(const FileProblem& problem) {
    Finding finding;
    finding.code = problem.is_override ? "override-unreadable" : "profile-unreadable";
    finding.record = plugin::clean(problem.file, 1024);
    finding.problem = problem.message();
    finding.consequence = problem.is_override
                              ? "The site's probes end with UNKNOWN until it is mended."
                              : "The site is left out, and its probes end with UNKNOWN.";
    finding.remedy = problem.is_override ? "Mend the file; profiles/README.md tells its form."
                                         : "Let fedcloud-profiles pull write it anew.";
    return finding;
}

// Overrides without a site are mistakes in the name of the file.
std::vector<Finding> lint_orphans(const Folders& folders) {
    const auto sites = site::list_site_files(folders.profiles);
    const auto overrides = site::list_site_files(folders.overrides);
    std::vector<Finding> findings;
    if (!sites || !overrides) {
        return findings;
    }
    for (const auto& name : *overrides) {
        if (!std::binary_search(sites->begin(), sites->end(), name)) {
            findings.push_back({Severity::warning, "override-of-no-site", "", "",
                                plugin::clean(folders.overrides + '/' + name, 1024),
                                "The file is named after no site that there is.",
                                "It has no effect.",
                                "Name it as the site's profile, or delete it."});
        }
    }
    return findings;
}

std::vector<Finding> lint_metrics(const metrics::LoadedMetricProfile& metrics) {
    std::vector<Finding> findings;
    for (const auto& problem : config::option_problems(metrics.profile, config::programs())) {
        findings.push_back({Severity::warning, "metric-option-wrong", "", "",
                            plugin::clean(metrics.path, 1024), problem + ".",
                            "The metric's checks are not as they are meant, or end with UNKNOWN.",
                            "Give it as the program's --help has it, or take it out."});
    }
    return findings;
}

void append(std::vector<Finding>& all, std::vector<Finding> more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
}

std::vector<Finding> lint_all(const Folders& folders, const Store& store,
                              const metrics::LoadedMetricProfile& loaded) {
    const auto& metrics = loaded.profile;
    std::vector<Finding> findings;
    std::vector<const site::Profile*> profiles;
    for (const auto& site : store.sites) {
        append(findings, lint_profile({site.profile, metrics, site.overrides}));
        append(findings, lint_overrides(site, metrics));
        profiles.push_back(&site.profile);
    }
    append(findings, lint_across_sites(profiles));
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding& a, const Finding& b) { return a.site < b.site; });
    for (const auto& problem : store.problems) {
        findings.push_back(finding_of(problem));
    }
    append(findings, lint_orphans(folders));
    append(findings, lint_metrics(loaded));
    return findings;
}

std::string render_text(const std::vector<Finding>& findings, Severity least) {
    std::string text;
    const std::string* site = nullptr;
    for (const auto& finding : findings) {
        if (finding.severity > least) {
            continue;
        }
        if (site == nullptr || *site != finding.site) {
            site = &finding.site;
            const auto name = site->empty() ? "Files of ours" : "Site " + plugin::clean(*site);
            text += fmt::format("{}{}\n", text.empty() ? "" : "\n", name);
        }
        text += fmt::format("\n{}: {} [{}]\n  {}\n  {}\n  {}\n", name_of(finding.severity),
                            finding.record, finding.code, plugin::wrap(finding.problem, 2, 2),
                            plugin::wrap(finding.consequence, 2, 2),
                            plugin::wrap("-> " + finding.remedy, 5, 2));
    }
    return text;
}

std::string render_json(const std::vector<Finding>& findings, Severity least) {
    auto all = Json::array();
    for (const auto& finding : findings) {
        if (finding.severity > least) {
            continue;
        }
        all.push_back({{"severity", name_of(finding.severity)},
                       {"code", finding.code},
                       {"site", plugin::clean(finding.site)},
                       {"service", finding.service},
                       {"record", finding.record},
                       {"problem", finding.problem},
                       {"consequence", finding.consequence},
                       {"remedy", finding.remedy}});
    }
    return all.dump(2, ' ', true, Json::error_handler_t::replace) + '\n';
}

std::string summary(const std::vector<Finding>& findings, std::size_t sites) {
    std::array<std::size_t, 3> counts{};
    for (const auto& finding : findings) {
        ++counts[static_cast<std::size_t>(finding.severity)];
    }
    return fmt::format("{} {}: {} {}, {} {}, {} {}", sites, sites == 1 ? "site" : "sites",
                       counts[0], counts[0] == 1 ? "error" : "errors", counts[1],
                       counts[1] == 1 ? "warning" : "warnings", counts[2],
                       counts[2] == 1 ? "remark" : "remarks");
}

// Those about one site, found among all: a duplicate may be at another one.
Expected<std::vector<Finding>, std::string> only(const Options& options,
                                                 std::vector<Finding> findings) {
    if (options.site.empty()) {
        return findings;
    }
    const auto site = load_site({options.folders.profiles, {}}, options.site);
    if (!site) {
        return Unexpected{site.error()};
    }
    const auto file = site::encode_name(site->profile.site) + ".json";
    const auto& name = site->profile.site;
    findings.erase(std::remove_if(findings.begin(), findings.end(),
                                  [&](const Finding& finding) {
                                      const std::filesystem::path record(finding.record);
                                      return finding.site.empty() ? record.filename() != file
                                                                  : finding.site != name;
                                  }),
                   findings.end());
    return findings;
}

Expected<Exit, std::string> lint(const Options& options, Context& context) {
    const auto metrics = metrics::load_metric_profile(options.metrics);
    if (!metrics) {
        return Unexpected{metrics.error()};
    }
    const auto store = load_sites(options.folders);
    if (!store) {
        return Unexpected{store.error()};
    }
    const auto findings = only(options, lint_all(options.folders, *store, *metrics));
    if (!findings) {
        return Unexpected{findings.error()};
    }
    const auto sites = options.site.empty() ? store->sites.size() : 1;
    if (options.format == Format::json) {
        context.terminal.print(render_json(*findings, options.least));
    } else {
        const auto text = render_text(*findings, options.least);
        context.terminal.print(text + (text.empty() ? "" : "\n") + summary(*findings, sites) +
                               '\n');
    }
    const bool has_problem =
        std::any_of(findings->begin(), findings->end(),
                    [](const Finding& each) { return each.severity != Severity::info; });
    return has_problem ? Exit::something_to_tell : Exit::done;
}

}  // namespace

Subcommand lint_command() {
    auto options = std::make_shared<Options>();
    return {"lint",
            "[SITE]",
            "Explains every problem of the sites' records in GOCDB, in words that can be sent to "
            "the site, and of our own files. Exits with 1 if there is an error or a warning.",
            {"fedcloud-profiles lint EXAMPLE-SITE", "fedcloud-profiles lint --format json"},
            option_table(*options),
            [options](Context& context) { return lint(*options, context); }};
}

}  // namespace fedcloud::profiles
