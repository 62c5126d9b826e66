// A program's --help, taken apart: for its manual page and for completion.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "program_options.hpp"

namespace fedcloud::manual {

struct NamedSubcommand {
    std::string name;
    std::string summary;
};

// An exit status and what it means: "2" and "CRITICAL (the service)".
struct ExitStatus {
    std::string status;
    std::string meaning;
};

struct HelpText {
    std::string usage;    // "check_occi_vm [OPTION]..."
    std::string summary;  // what the program does
    std::vector<NamedSubcommand> subcommands;
    std::vector<config::ProgramOption> options;
    std::vector<std::string> notes;  // sentences behind the options
    std::vector<ExitStatus> exit_statuses;
    std::vector<std::string> examples;  // lines; one that continues another is indented
};

// Empty where there is no such part.
HelpText read_help_text(std::string_view text);

}  // namespace fedcloud::manual
