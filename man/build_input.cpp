#include "build_input.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

namespace fedcloud::manual {

void fail(const std::string& path, const std::string& why) {
    std::cerr << path << ": " << why << '\n';
    std::exit(3);
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(file), {});
    if (!file || text.empty()) {
        fail(path, "cannot be read, or is empty");
    }
    return text;
}

}  // namespace fedcloud::manual
