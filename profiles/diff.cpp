// The subcommand `diff`.
#include <fmt/format.h>

#include <memory>

#include "commands.hpp"
#include "plugin/interrupt.hpp"
#include "pull_options.hpp"
#include "pull_plan.hpp"

namespace fedcloud::profiles {
namespace {

struct Options {
    PullOptions pull;
    std::string against;  // empty: a GOCDB
};

// An existing folder of profiles that can all be read: a difference must not be one of reading.
Expected<FolderContent, std::string> read_whole(const std::string& path) {
    auto content = read_folder(path);
    if (!content) {
        return content;
    }
    if (!content->exists) {
        return Unexpected{fmt::format("there is no folder {}", path)};
    }
    if (!content->unreadable.empty()) {
        return Unexpected{"no profile that can be read: " + content->unreadable.front().why};
    }
    return content;
}

Expected<ChangeReport, std::string> compare_folders(const Options& options) {
    const auto before = read_whole(options.pull.profile_dir);
    if (!before) {
        return Unexpected{before.error()};
    }
    const auto after = read_whole(options.against);
    if (!after) {
        return Unexpected{after.error()};
    }
    ChangeReport report;
    report.changes = compare(before->profiles, after->profiles);
    report.sites = after->profiles.size();
    for (const auto& [site, profile] : after->profiles) {
        report.services += profile.services.size();
    }
    return report;
}

Expected<ChangeReport, std::string> find_differences(const Options& options, Context& context) {
    if (!options.against.empty()) {
        return compare_folders(options);
    }
    const plugin::Interrupt interrupt;
    auto prepared = prepare_pull(options.pull, false, interrupt.fd(), context);
    if (!prepared) {
        return Unexpected{prepared.error()};
    }
    if (!prepared->plan.refusal.empty()) {
        context.terminal.tell("warning: a pull would be refused: " + prepared->plan.refusal);
    }
    return std::move(prepared->report);
}

Expected<Exit, std::string> diff(const Options& options, Context& context) {
    const auto report = find_differences(options, context);
    if (!report) {
        return Unexpected{report.error()};
    }
    context.terminal.print(render(*report, options.pull.format));
    return report->changes.empty() ? Exit::done : Exit::something_to_tell;
}

}  // namespace

Subcommand diff_command() {
    const auto options = std::make_shared<Options>();
    Subcommand command;
    command.name = "diff";
    command.summary =
        "Tells what a pull would change, or how another folder's profiles differ from those of "
        "--profile-dir. Exit status 1 if there is a difference.";
    command.examples = {"fedcloud-profiles diff --gocdb https://goc.egi.eu/gocdbpi/",
                        "fedcloud-profiles diff --profile-dir profiles.old --against profiles"};
    command.options = pull_option_table(options->pull);
    command.options.push_back({"against", 0, "DIR",
                               "a second folder of profiles, instead of a "
                               "GOCDB",
                               plugin::into(options->against)});
    command.config_section = "pull";
    command.run = [options](Context& context) { return diff(*options, context); };
    return command;
}

}  // namespace fedcloud::profiles
