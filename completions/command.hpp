// What there is to complete on a program's command line.
#pragma once

#include <string>
#include <vector>

#include "help_text.hpp"

namespace fedcloud::completion {

enum class Value {
    none,  // a bare flag
    any,   // nothing that could be known
    file,
    folder,
    choice,   // one of `choices`; with "FILE" among the words of --help, also a file
    site,     // of the folder of profiles
    service,  // of that site's profile
};

struct Option {
    std::string name;  // "os-tpl"
    char short_name = 0;
    std::string description;
    std::string argument;  // what --help calls it
    Value value = Value::none;
    std::vector<std::string> choices;
    bool file_too = false;
    bool repeated = false;
};

// A program, or one of its subcommands.
struct Command {
    std::string name;     // "check_occi_vm", "pull"
    std::string summary;  // its first sentence
    std::vector<Option> options;
    bool takes_site = false;  // as a word without an option
    std::vector<Command> subcommands;
};

Command command_of(const std::string& name, const manual::HelpText& help);

// Scripts for the shells; `functions` are what they have in common, as text.
std::string bash_script(const Command& command, const std::string& functions);
std::string zsh_script(const Command& command, const std::string& functions);

}  // namespace fedcloud::completion
