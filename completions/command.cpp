#include "command.hpp"

#include <algorithm>
#include <iterator>

namespace fedcloud::completion {
namespace {

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

// "table|json": choices, but for placeholders such as FILE.
void read_choices(Option& option) {
    std::string_view rest = option.argument;
    while (!rest.empty()) {
        const auto end = rest.find('|');
        const std::string word(rest.substr(0, end));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        if (word == "FILE") {
            option.file_too = true;
        } else {
            option.choices.push_back(word);
        }
    }
    option.value = Value::choice;
}

Option option_of(const config::ProgramOption& from) {
    Option option;
    option.name = from.name;
    option.short_name = from.short_name;
    option.description = from.description;
    option.argument = from.argument;
    option.repeated = contains(from.description, "may be repeated") || from.name == "verbose";
    if (from.argument.empty()) {
        option.value = Value::none;
    } else if (contains(from.argument, "|")) {
        read_choices(option);
    } else if (from.argument == "FILE" || from.argument == "PROGRAM") {
        option.value = Value::file;
    } else if (from.argument == "DIR") {
        option.value = Value::folder;
    } else if (from.name == "site" || from.argument == "SITE") {
        option.value = Value::site;
    } else if (from.name == "service") {
        option.value = Value::service;
    } else {
        option.value = Value::any;
    }
    return option;
}

}  // namespace

Command command_of(const std::string& name, const manual::HelpText& help) {
    Command command;
    command.name = name;
    command.summary = help.summary.substr(0, help.summary.find(". "));
    command.takes_site = contains(help.usage, " SITE") || contains(help.usage, "[SITE]");
    std::transform(help.options.begin(), help.options.end(), std::back_inserter(command.options),
                   option_of);
    return command;
}

}  // namespace fedcloud::completion
