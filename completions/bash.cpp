// The script for bash-completion 2.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "command.hpp"

namespace fedcloud::completion {
namespace {

std::string function_name(std::string_view command) {
    std::string name = "_fedcloud_" + std::string(command);
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

// "--endpoint | -e": what the word before a value may be.
std::string pattern(const Option& option) {
    auto text = "--" + option.name;
    return option.short_name == 0 ? text : fmt::format("{} | -{}", text, option.short_name);
}

// Commands that offer values; options with the same ones share a branch.
std::string action(const Option& option) {
    switch (option.value) {
        case Value::none:
            break;
        case Value::any:
            return ":";
        case Value::file:
            return "_filedir";
        case Value::folder:
            return "_filedir -d";
        case Value::choice:
            return fmt::format("{}_fedcloud_words '{}'", option.file_too ? "_filedir; " : "",
                               fmt::join(option.choices, " "));
        case Value::site:
            return "_fedcloud_sites";
        case Value::service:
            return "_fedcloud_services";
    }
    return "";
}

std::string values(const Command& command) {
    std::map<std::string, std::string> branches;
    for (const auto& option : command.options) {
        if (option.value != Value::none) {
            auto& patterns = branches[action(option)];
            patterns += (patterns.empty() ? "" : " | ") + pattern(option);
        }
    }
    std::string out;
    for (const auto& [does, patterns] : branches) {
        out += fmt::format("        {})\n            {}\n            return ;;\n", patterns, does);
    }
    return out;
}

std::string names(const Command& command) {
    std::string out;
    for (const auto& option : command.options) {
        out += (out.empty() ? "--" : " --") + option.name;
    }
    return out;
}

// What follows the name of the command; `cur` and `prev` are the caller's.
std::string body(const Command& command) {
    auto out =
        fmt::format("    case $prev in\n{}    esac\n    $split && return\n", values(command));
    if (command.takes_site) {
        out += "    if [[ $cur != -* ]]; then\n        _fedcloud_sites\n        return\n    fi\n";
    }
    return out + fmt::format("    _fedcloud_words '{}'\n", names(command));
}

std::string subcommand_functions(const Command& command) {
    std::string out;
    for (const auto& each : command.subcommands) {
        out += fmt::format("{}()\n{{\n{}}}\n\n", function_name(command.name + "_" + each.name),
                           body(each));
    }
    return out;
}

// The subcommand is the first word.
std::string choose_subcommand(const Command& command) {
    if (command.subcommands.empty()) {
        return "";
    }
    std::string words;
    std::string branches;
    for (const auto& each : command.subcommands) {
        words += each.name + ' ';
        branches += fmt::format("        {0}) {1}; return ;;\n", each.name,
                                function_name(command.name + "_" + each.name));
    }
    return fmt::format(
        "    if [[ $cword -eq 1 ]]; then\n        _fedcloud_words '{}{}'\n        return\n    fi\n"
        "    case ${{words[1]}} in\n{}        *) return ;;\n    esac\n",
        words, names(command), branches);
}

}  // namespace

std::string bash_script(const Command& command, const std::string& functions) {
    const auto name = function_name(command.name);
    const auto rest = command.subcommands.empty() ? body(command) : choose_subcommand(command);
    return fmt::format(
        "# bash completion of {0}, made from its --help.\n# shellcheck shell=bash\n\n{1}\n{2}"
        "{3}()\n{{\n"
        "    # shellcheck disable=SC2034 # _init_completion sets them all\n"
        "    local cur prev words cword split\n"
        "    _init_completion -s -n : || return\n{4}}}\n\ncomplete -F {3} {0}\n",
        command.name, functions, subcommand_functions(command), name, rest);
}

}  // namespace fedcloud::completion
