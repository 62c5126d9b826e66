// The script for zsh's completion system.
#include <fmt/format.h>

#include "command.hpp"

namespace fedcloud::completion {
namespace {

// Within single quotes of the shell and the brackets of _arguments.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\'') {
            out += "'\\''";
        } else if (c == '[' || c == ']' || c == ':' || c == '\\') {
            out += '\\';
            out += c;
        } else {
            out += c;
        }
    }
    return out;
}

// A description of a screen line; the whole text is in the manual.
std::string brief(std::string_view text) {
    constexpr std::size_t longest = 60;
    text = text.substr(0, text.find(" (default"));
    if (text.size() <= longest) {
        return escaped(text);
    }
    const auto end = text.rfind(' ', longest);
    const auto cut = text.substr(0, end);
    return escaped(cut.substr(0, cut.find_last_not_of(" ,;:(") + 1)) + "…";
}

std::string action(const Option& option) {
    switch (option.value) {
        case Value::none:
        case Value::any:
            break;
        case Value::file:
            return "_files";
        case Value::folder:
            return "_files -/";
        case Value::choice:
            return option.file_too
                       ? fmt::format(
                             "_alternative \"words\\:word\\:({})\" \"files\\:file\\:_files\"",
                             fmt::join(option.choices, " "))
                       : fmt::format("({})", fmt::join(option.choices, " "));
        case Value::site:
            return "_fedcloud_sites";
        case Value::service:
            return "_fedcloud_services";
    }
    return " ";
}

// '(-e --endpoint)'{-e+,--endpoint=}'[OCCI endpoint]:URL: '
std::string specification(const Option& option) {
    const bool bare = option.value == Value::none;
    const auto what =
        fmt::format("[{}]{}", brief(option.description),
                    bare ? "" : fmt::format(":{}:{}", escaped(option.argument), action(option)));
    const auto name = fmt::format("--{}{}", option.name, bare ? "" : "=");
    if (option.short_name == 0) {
        return fmt::format("'{}{}{}'", option.repeated ? "*" : "", name, what);
    }
    const auto both = fmt::format("{{-{}{},{}}}", option.short_name, bare ? "" : "+", name);
    return option.repeated
               ? fmt::format("'*'{}'{}'", both, what)
               : fmt::format("'(-{} --{})'{}'{}'", option.short_name, option.name, both, what);
}

std::string arguments(const Command& command, std::string_view indent) {
    auto out = fmt::format("{}_arguments -s -S", indent);
    for (const auto& option : command.options) {
        out += fmt::format(" \\\n{}    {}", indent, specification(option));
    }
    if (command.takes_site) {
        out += fmt::format(" \\\n{}    '1:SITE:_fedcloud_sites'", indent);
    }
    return out + '\n';
}

std::string with_subcommands(const Command& command) {
    std::string names;
    std::string branches;
    for (const auto& each : command.subcommands) {
        names += fmt::format("        '{}:{}'\n", each.name, brief(each.summary));
        branches += fmt::format("        {})\n{}            ;;\n", each.name,
                                arguments(each, "            "));
    }
    return fmt::format(
        "    local -a subcommands=(\n{0}    )\n"
        "    if (( CURRENT == 2 )); then\n"
        "        _describe -t commands subcommand subcommands\n{1}"
        "        return\n    fi\n"
        "    local subcommand=$words[2]\n    shift words\n    (( CURRENT-- ))\n"
        "    case $subcommand in\n{2}    esac\n",
        names, arguments(command, "        "), branches);
}

}  // namespace

std::string zsh_script(const Command& command, const std::string& functions) {
    return fmt::format(
        "#compdef {0}\n# zsh completion of {0}, made from its --help.\n\n{1}\n"
        "_{0}() {{\n{2}}}\n\n_{0} \"$@\"\n",
        command.name, functions,
        command.subcommands.empty() ? arguments(command, "    ") : with_subcommands(command));
}

}  // namespace fedcloud::completion
