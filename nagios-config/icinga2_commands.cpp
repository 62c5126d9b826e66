#include "icinga2_commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "icinga2_text.hpp"

namespace fedcloud::config::icinga2 {
namespace {

constexpr std::string_view prefix = "fedcloud_";

// Nobody wants these from a scheduler.
bool is_for_people(std::string_view option) {
    return option == "help" || option == "version" || option == "format";
}

std::string render_argument(const ProgramOption& option) {
    const std::string variable = '$' + variable_name(option.name) + '$';
    std::string out = fmt::format("    {} = {{\n", literal("--" + option.name));
    if (option.argument.empty()) {
        out += fmt::format("      set_if = {}\n", literal(variable));
    } else {
        out += fmt::format("      value = {}\n", literal(variable));
    }
    if (option.description.find("may be repeated") != std::string::npos) {
        out += "      repeat_key = true\n";
    }
    // Not cleaned: --help is ours. A description is no place for macros, and none is looked for.
    return out + fmt::format("      description = {}\n    }}\n", literal(option.description));
}

// The values that the words of a command line give to its options; what no option takes is left.
struct Assignment {
    std::map<std::string, std::vector<std::string>> values;
    std::set<std::string> flags;
    std::vector<std::string> others;
};

// The option that a word names, as "--warning", "--warning=5" or "-w".
const ProgramOption* named_by(std::string_view word, const Program* program) {
    if (program == nullptr || word.size() < 2 || word.front() != '-') {
        return nullptr;
    }
    if (word[1] != '-') {
        return word.size() == 2 ? program->find(word[1]) : nullptr;
    }
    word.remove_prefix(2);
    return program->find(word.substr(0, word.find('=')));
}

Assignment assign(const std::vector<std::string>& words, const Program* program) {
    Assignment result;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto* option = named_by(words[i], program);
        const auto equals = words[i].find('=');
        if (option == nullptr || is_for_people(option->name)) {
            result.others.push_back(words[i]);
        } else if (option->argument.empty() && equals == std::string::npos) {
            result.flags.insert(option->name);
        } else if (equals != std::string::npos && !option->argument.empty()) {
            result.values[option->name].push_back(words[i].substr(equals + 1));
        } else if (!option->argument.empty() && i + 1 < words.size()) {
            result.values[option->name].push_back(words[++i]);
        } else {
            result.others.push_back(words[i]);
        }
    }
    return result;
}

}  // namespace

std::string command_name(std::string_view program) {
    constexpr std::string_view check = "check_";
    if (program.rfind(check, 0) == 0) {
        return std::string(prefix) + std::string(program.substr(check.size()));
    }
    return "fedcloud." + std::string(program);
}

std::string variable_name(std::string_view option) {
    std::string name(prefix);
    name += option;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

std::string render_command(const Program& program, std::string_view folder) {
    std::string out;
    if (!program.summary.empty()) {
        out += fmt::format("// {}\n", program.summary);
    }
    out += fmt::format(
        "object CheckCommand {} {{\n"
        "  command = [ {} + {} ]\n"
        "  timeout = {}s\n"
        "  arguments = {{\n",
        literal(command_name(program.name)), folder, literal('/' + program.name),
        (program.timeout + grace).count());
    for (const auto& option : program.options) {
        if (!is_for_people(option.name)) {
            out += render_argument(option);
        }
    }
    return out +
           "    \"fedcloud_arguments\" = {\n"
           "      value = \"$fedcloud_arguments$\"\n"
           "      skip_key = true\n"
           "      repeat_key = true\n"
           "      order = 99\n"
           "      description = \"further words of the command line, a list\"\n"
           "    }\n"
           "  }\n"
           "}\n";
}

std::string render_commands(const Plan& plan, const std::vector<Program>& known) {
    std::set<std::string> names;
    for (const auto& check : plan.checks) {
        names.insert(check.program);
    }
    std::string out = "// The programs that the services run.\n";
    const auto folder = literal(plan.probe_dir);
    for (const auto& name : names) {
        const Program* program = find_program(known, name);
        Program other;
        other.name = name;
        out += '\n' + render_command(program != nullptr ? *program : other, folder);
    }
    return out;
}

std::string render_library(const std::vector<Program>& programs, std::string_view probe_dir,
                           std::string_view installed_as) {
    std::string out = fmt::format(
        "// CheckCommand definitions of fedcloud-probes, in the style of Icinga's template "
        "library:\n"
        "// Have it read by a line in icinga2.conf (not together with what "
        "fedcloud-nagios-config(1)\n"
        "// generates, which has the same commands):\n"
        "//   include {}\n"
        "// Satellites get it from a global zone: link it into zones.d/global-templates/ instead. "
        "Every\n"
        "// option of a program is a variable: --os-tpl is fedcloud_os_tpl. Where the programs are "
        "is\n"
        "// set here, unless a constant of that name has been defined before.\n"
        "if (!globals.contains(\"FedcloudProbeDir\")) {{\n"
        "  const FedcloudProbeDir = {}\n"
        "}}\n",
        literal(installed_as), literal(probe_dir));
    for (const auto& program : programs) {
        out += '\n' + render_command(program, "FedcloudProbeDir");
    }
    return out;
}

std::string render_variables(const Check& check, const Program* program, std::string_view indent) {
    const auto assignment = assign(check.arguments, program);
    std::string out;
    const auto line = [&](std::string_view name, std::string_view value) {
        fmt::format_to(std::back_inserter(out), "{}vars.{} = {}\n", indent, name, value);
    };
    for (const auto& [name, values] : assignment.values) {
        line(variable_name(name),
             values.size() == 1 ? variable_literal(values.front()) : variables_literal(values));
    }
    for (const auto& name : assignment.flags) {
        line(variable_name(name), "true");
    }
    if (!assignment.others.empty()) {
        line("fedcloud_arguments", variables_literal(assignment.others));
    }
    return out;
}

}  // namespace fedcloud::config::icinga2
