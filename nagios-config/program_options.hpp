// What the probes' --help says, for definitions that are made from it.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace fedcloud::config {

struct ProgramOption {
    std::string name;      // "os-tpl"
    char short_name = 0;   // 0: none
    std::string argument;  // "ID"; empty: a bare flag
    std::string description;
    std::string old_names{};  // "--os_tpl, -C": what older probes called it

    bool operator==(const ProgramOption&) const = default;
};

struct Program {
    std::string name;                  // "check_occi_vm"
    std::string summary;               // a sentence
    std::chrono::seconds timeout{60};  // that -t has without being given
    std::vector<ProgramOption> options;

    bool operator==(const Program&) const = default;

    const ProgramOption* find(std::string_view option) const;
    const ProgramOption* find(char short_name) const;  // which is not 0
};

// Reads the text of --help, whose rows plugin::describe_options() has written.
Program read_help(std::string_view text);

// The suite's own, by name. Their table is made from the built programs (program_table.cpp, in the
// build folder).
const std::vector<Program>& programs();
// `programs` is sorted by name.
const Program* find_program(const std::vector<Program>& programs, std::string_view name);

}  // namespace fedcloud::config
