// Run while the suite is built: makes from the texts of --help the table program_table.cpp and the
// file for Icinga's template library.
//   fedcloud-program-table TABLE LIBRARY PROBE_DIR INSTALLED_LIBRARY HELP...
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "icinga2_commands.hpp"
#include "icinga2_text.hpp"
#include "program_options.hpp"

namespace {

using namespace fedcloud::config;

std::string cxx_literal(std::string_view text) {
    return icinga2::literal(text);  // of printable text, the same as in C++
}

std::string render_table(const std::vector<Program>& programs) {
    std::string out =
        "#include \"program_options.hpp\"\n\n"
        "namespace fedcloud::config {\n\n"
        "const std::vector<Program>& programs() {\n"
        "    static const std::vector<Program> all{\n";
    for (const auto& program : programs) {
        out += fmt::format("        {{{}, {}, std::chrono::seconds({}),\n         {{\n",
                           cxx_literal(program.name), cxx_literal(program.summary),
                           program.timeout.count());
        for (const auto& option : program.options) {
            out += fmt::format("             {{{}, {}, {}, {}, {}}},\n", cxx_literal(option.name),
                               static_cast<int>(option.short_name), cxx_literal(option.argument),
                               cxx_literal(option.description), cxx_literal(option.old_names));
        }
        out += "         }},\n";
    }
    return out + "    };\n    return all;\n}\n\n}  // namespace fedcloud::config\n";
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv, argv + argc);
    constexpr std::size_t first_help = 5;
    if (words.size() <= first_help) {
        std::cerr << "wanted: TABLE LIBRARY PROBE_DIR INSTALLED_LIBRARY HELP...\n";
        return 3;
    }
    std::vector<Program> programs;
    for (std::size_t i = first_help; i < words.size(); ++i) {
        std::ifstream file(words[i], std::ios::binary);
        programs.push_back(read_help(std::string(std::istreambuf_iterator<char>(file), {})));
        if (programs.back().name.empty() || programs.back().options.empty()) {
            std::cerr << words[i] << ": no text of --help\n";
            return 3;
        }
    }
    std::sort(programs.begin(), programs.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    std::ofstream(words[1], std::ios::binary) << render_table(programs);
    std::ofstream(words[2], std::ios::binary)
        << icinga2::render_library(programs, words[3], words[4]);
    return 0;
}
