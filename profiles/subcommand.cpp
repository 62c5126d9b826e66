#include "subcommand.hpp"

#include <fmt/format.h>
#include <signal.h>

#include <algorithm>

#include "config_file.hpp"
#include "plugin/text.hpp"
#include "plugin/version.hpp"

namespace fedcloud::profiles {
namespace {

constexpr auto program = "fedcloud-profiles";
constexpr auto exit_status =
    "\nExit status: 0 done; 1 done, and there is something to tell (a difference, a\n"
    "problem, results that could not be printed); 3 bad input or a failure, and then\n"
    "nothing was changed.\n";

std::string general_help(const std::vector<Subcommand>& subcommands) {
    constexpr std::size_t column = 14;
    auto text = fmt::format("Usage: {} SUBCOMMAND [OPTION]...\n{}\n\nSubcommands:\n", program,
                            plugin::wrap("Site profiles, from GOCDB to the probes and the "
                                         "schedulers' configuration.",
                                         0, 0));
    for (const auto& each : subcommands) {
        text += fmt::format("  {:<{}}{}\n", each.name, column - 2,
                            plugin::wrap(each.summary, column, column));
    }
    const plugin::OptionTable options{
        {"help", 'h', "", "this text; after a SUBCOMMAND: what it does, and its options", {}},
        {"version", 'V', "", "print the version", {}}};
    return text + "\nOptions:\n" + plugin::describe_options(options) + exit_status +
           "\nExamples:\n"
           "  fedcloud-profiles pull --gocdb https://goc.egi.eu/gocdbpi/\n"
           "  fedcloud-profiles show EXAMPLE-SITE\n";
}

std::string help_of(const Subcommand& command, const plugin::OptionTable& options) {
    auto text = fmt::format("Usage: {} {} [OPTION]...{}\n{}\n\nOptions:\n{}", program, command.name,
                            command.operand.empty() ? "" : ' ' + command.operand,
                            plugin::wrap(command.summary, 0, 0), plugin::describe_options(options));
    text += exit_status;
    text += command.examples.empty() ? "" : "\nExamples:\n";
    for (const auto& example : command.examples) {
        text += fmt::format("  {}\n", example);
    }
    return text;
}

// The subcommand's own options, and those that every one has.
struct Parsing {
    plugin::OptionTable table;
    ConfigSection config;
    bool help = false;
    bool version = false;
};

void prepare(const Subcommand& command, Parsing& parsing) {
    parsing.table = command.options;
    parsing.config = {default_config_file, false, command.config_section};
    if (!command.config_section.empty()) {
        const auto help = fmt::format(
            "file whose section [{}] sets options that the command line does not (default {}, if "
            "there is one)",
            command.config_section, default_config_file);
        parsing.table.push_back(
            {"config", 0, "FILE", help, [&config = parsing.config](std::string_view value) {
                 auto taken = plugin::into(config.path)(value);
                 config.must_exist = config.path != "/dev/null";  // which means none
                 config.path.resize(config.must_exist ? config.path.size() : 0);
                 return taken;
             }});
    }
    parsing.table.push_back({"help", 'h', "", "this text", plugin::flag(parsing.help)});
    parsing.table.push_back(
        {"version", 'V', "", "print the version", plugin::flag(parsing.version)});
}

int parse_and_run(const Subcommand& command, int argc, const char* const* argv,
                  Terminal& terminal) {
    const auto start = plugin::Clock::now();
    const auto where = fmt::format("{} {}", program, command.name);
    Parsing parsing;
    prepare(command, parsing);
    const auto parsed = plugin::parse_options(parsing.table, argc, argv);
    if (parsing.help || parsing.version) {
        terminal.print(parsing.help ? help_of(command, parsing.table)
                                    : plugin::version_text(program));
        return conclude(terminal, where, Exit::done);
    }
    if (!parsed) {
        return conclude(terminal, where,
                        Unexpected{fmt::format("{}; see {} --help", parsed.error(), where)});
    }
    if (!command.config_section.empty()) {
        const auto applied = apply_config(parsing.config, command.options, *parsed);
        if (!applied) {
            return conclude(terminal, where, Unexpected{applied.error()});
        }
        tool::warn(terminal, *applied);
    }
    // A closed pipe and a full quota become an error of write(2).
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGXFSZ, SIG_IGN);
    Context context{terminal, start};
    return conclude(terminal, where, command.run(context));
}

int choose_and_run(const std::vector<Subcommand>& subcommands, int argc, const char* const* argv,
                   Terminal& terminal) {
    const std::string_view word = argc > 1 ? argv[1] : "";
    if (word == "-h" || word == "--help" || word == "help") {
        terminal.print(general_help(subcommands));
        return conclude(terminal, program, Exit::done);
    }
    if (word == "-V" || word == "--version") {
        terminal.print(plugin::version_text(program));
        return conclude(terminal, program, Exit::done);
    }
    const auto found = std::find_if(subcommands.begin(), subcommands.end(),
                                    [&](const Subcommand& each) { return each.name == word; });
    if (found != subcommands.end()) {
        return parse_and_run(*found, argc - 1, argv + 1, terminal);
    }
    std::string names;
    for (const auto& each : subcommands) {
        names += (names.empty() ? "" : ", ") + each.name;
    }
    return conclude(terminal, program,
                    Unexpected{fmt::format("{}: one of {} is wanted; see {} --help",
                                           word.empty() ? "no subcommand"
                                                        : fmt::format("unknown subcommand '{}'",
                                                                      plugin::clean(word, 80)),
                                           names, program)});
}

}  // namespace

int run_subcommand(std::vector<Subcommand> subcommands, int argc, const char* const* argv,
                   Terminal& terminal) {
    return tool::guard(terminal, program,
                       [&] { return choose_and_run(subcommands, argc, argv, terminal); });
}

plugin::Option format_option(Format& target) {
    return {"format", 0, "table|json", "how the results are printed (default table)",
            plugin::choice({"table", "json"}, [&target](std::size_t index) {
                target = index == 0 ? Format::table : Format::json;
            })};
}

}  // namespace fedcloud::profiles
