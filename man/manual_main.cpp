// Run while the suite is built: makes a manual page.
//   fedcloud-manual-page OUTPUT VERSION DATE SOURCE...
// OUTPUT is named as the page (check_occi_vm.1); DATE may be empty.
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "build_input.hpp"
#include "page.hpp"

int main(int argc, char** argv) {
    using namespace fedcloud::manual;
    const std::vector<std::string> words(argv, argv + argc);
    constexpr std::size_t first_source = 4;
    if (words.size() <= first_source) {
        std::cerr << "wanted: OUTPUT VERSION DATE SOURCE...\n";
        return 3;
    }
    const auto file = words[1].substr(words[1].rfind('/') + 1);
    const auto dot = file.rfind('.');
    PageSources sources{file.substr(0, dot), file.substr(dot + 1), words[2], words[3], {}};
    for (std::size_t i = first_source; i < words.size(); ++i) {
        sources.files.push_back({words[i], read_file(words[i])});
    }
    std::ofstream output(words[1], std::ios::binary);
    output << render_page(sources);
    return output.flush() ? 0 : 3;
}
