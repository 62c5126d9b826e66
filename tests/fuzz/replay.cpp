// In the place of libFuzzer, which only clang has: examines the files that are given, and those in
// folders that are given, once each. Options of libFuzzer are passed over.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "fuzz.hpp"

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_of(const fs::path& place) {
    if (!fs::is_directory(place)) {
        return {place};
    }
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(place)) {
        if (entry.is_regular_file()) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

int main(int argc, char** argv) {
    for (const std::string place : std::vector<std::string>(argv + 1, argv + argc)) {
        if (place.starts_with('-')) {
            continue;
        }
        for (const auto& file : files_of(place)) {
            std::ifstream stream(file, std::ios::binary);
            if (!stream) {
                (void)std::fprintf(stderr, "%s cannot be read\n", file.c_str());
                return 1;
            }
            (void)std::fprintf(stderr, "Running: %s\n", file.c_str());
            const std::string input(std::istreambuf_iterator<char>(stream), {});
            fedcloud::fuzz::examine(input);
        }
    }
    return 0;
}
