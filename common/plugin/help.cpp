#include <fmt/format.h>

#include "plugin/options.hpp"

namespace fedcloud::plugin {

std::string wrap(std::string_view text, std::size_t indent, std::size_t column) {
    constexpr std::size_t width = 80;
    std::string out;
    while (!text.empty()) {
        const auto space = text.find(' ');
        const auto word = text.substr(0, space);
        text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
        const bool first = out.empty();
        if (!first && column + 1 + word.size() > width) {
            out += '\n' + std::string(indent, ' ');
            column = indent;
        } else if (!first) {
            out += ' ';
            ++column;
        }
        out += word;
        column += word.size();
    }
    return out;
}

std::string describe_options(const OptionTable& table) {
    constexpr std::size_t help_column = 30;
    std::string out;
    for (const auto& option : table) {
        std::string left = option.short_name != 0 ? fmt::format("  -{}, ", option.short_name)
                                                  : std::string("      ");
        left += "--" + option.name;
        if (!option.argument.empty()) {
            left += ' ' + option.argument;
        }
        if (left.size() + 2 > help_column) {
            left += '\n';
            left.append(help_column, ' ');
        } else {
            left.resize(help_column, ' ');
        }
        out += left + wrap(option.help, help_column, help_column) + '\n';
        if (!option.old_names.empty()) {
            std::string old;
            for (const auto& name : option.old_names) {
                old +=
                    (old.empty() ? "" : ", ") + std::string(name.size() == 1 ? "-" : "--") + name;
            }
            out += std::string(help_column, ' ') +
                   wrap("(also " + old + ')', help_column, help_column) + '\n';
        }
    }
    return out;
}

}  // namespace fedcloud::plugin
