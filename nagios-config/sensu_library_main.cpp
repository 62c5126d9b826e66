// Run while the suite is built: makes the definitions for Sensu Go that name no site.
//   fedcloud-sensu-library FOLDER METRIC_PROFILE PROBE_DIR
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "option_problems.hpp"
#include "program_options.hpp"
#include "sensu_library.hpp"

int main(int argc, char** argv) {
    using namespace fedcloud::config;
    const std::vector<std::string> words(argv, argv + argc);
    if (words.size() != 4) {
        std::cerr << "wanted: FOLDER METRIC_PROFILE PROBE_DIR\n";
        return 3;
    }
    const auto loaded = fedcloud::metrics::load_metric_profile(words[2]);
    if (!loaded) {
        std::cerr << loaded.error() << '\n';
        return 3;
    }
    // What the programs do not take is told now, and not by an agent.
    for (const auto& problem : option_problems(loaded->profile, programs())) {
        std::cerr << words[2] << ": " << problem << '\n';
        return 3;
    }
    const auto write = [&](const char* name, const std::string& text) {
        std::ofstream file(words[1] + "/" + name, std::ios::binary);
        return static_cast<bool>((file << text).flush());
    };
    return write("checks.yaml", sensu::render_library_checks(loaded->profile, words[3])) &&
                   write("filters.yaml", sensu::render_library_filter()) &&
                   write("entity.example.yaml", sensu::render_library_example(loaded->profile))
               ? 0
               : 3;
}
