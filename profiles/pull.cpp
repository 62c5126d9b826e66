// The subcommand `pull`.
#include <memory>

#include "commands.hpp"
#include "plugin/interrupt.hpp"
#include "pull_options.hpp"
#include "pull_plan.hpp"

namespace fedcloud::profiles {
namespace {

struct Options {
    PullOptions pull;
    bool dry_run = false;
};

Expected<Exit, std::string> pull(const Options& options, Context& context) {
    const plugin::Interrupt interrupt;
    auto prepared = prepare_pull(options.pull, !options.dry_run, interrupt.fd(), context);
    if (!prepared) {
        return Unexpected{prepared.error()};
    }
    if (!prepared->plan.refusal.empty() && !options.dry_run) {
        return Unexpected{prepared->plan.refusal};
    }
    if (prepared->folder) {
        if (auto written = prepared->folder->apply(prepared->plan.update); !written) {
            return Unexpected{written.error()};
        }
        prepared->report.made = true;
    }
    context.terminal.print(render(prepared->report, options.pull.format));
    if (prepared->report.made && !context.terminal.flush()) {
        context.terminal.tell(
            "warning: the profiles are written, but the results could not be printed");
        return Exit::something_to_tell;
    }
    if (!prepared->plan.refusal.empty()) {
        context.terminal.tell("warning: a pull would be refused: " + prepared->plan.refusal);
        return Exit::failed;
    }
    return Exit::done;
}

}  // namespace

Subcommand pull_command() {
    const auto options = std::make_shared<Options>();
    Subcommand command;
    command.name = "pull";
    command.summary =
        "Fetches sites, services and downtimes from a GOCDB, writes one profile per site and tells "
        "what has changed. A pull that fails or is refused changes nothing.";
    command.examples = {
        "fedcloud-profiles pull --gocdb https://goc.egi.eu/gocdbpi/",
        "fedcloud-profiles pull --gocdb https://goc.egi.eu/gocdbpi/ --dry-run \\\n"
        "    --cert robotcert.pem --key robotkey.pem --certification-status Uncertified"};
    command.options = pull_option_table(options->pull);
    command.options.push_back(
        {"dry-run", 0, "", "only tell what would change", plugin::flag(options->dry_run)});
    command.config_section = "pull";
    command.run = [options](Context& context) { return pull(*options, context); };
    return command;
}

}  // namespace fedcloud::profiles
