// Run while the suite is built: makes the completion script of a program.
//   fedcloud-completion bash|zsh OUTPUT FUNCTIONS NAME HELP [SUBCOMMAND HELP]...
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "build_input.hpp"
#include "command.hpp"

int main(int argc, char** argv) {
    using namespace fedcloud;
    const std::vector<std::string> words(argv, argv + argc);
    constexpr std::size_t first_subcommand = 6;
    if (words.size() < first_subcommand || words.size() % 2 != 0) {
        std::cerr << "wanted: bash|zsh OUTPUT FUNCTIONS NAME HELP [SUBCOMMAND HELP]...\n";
        return 3;
    }
    const auto read = [&](std::size_t i) {
        auto help = manual::read_help_text(manual::read_file(words[i + 1]));
        if (help.options.empty()) {
            manual::fail(words[i + 1], "no text of --help");
        }
        return completion::command_of(words[i], help);
    };
    auto command = read(4);
    for (std::size_t i = first_subcommand; i < words.size(); i += 2) {
        command.subcommands.push_back(read(i));
    }
    const auto functions = manual::read_file(words[3]);
    std::ofstream output(words[2], std::ios::binary);
    output << (words[1] == "bash" ? completion::bash_script(command, functions)
                                  : completion::zsh_script(command, functions));
    return output.flush() ? 0 : 3;
}
