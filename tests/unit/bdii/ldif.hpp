// Entries as LDIF (RFC 2849), for tests: recorded ones, and samples that a person can read.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "ldap/entry.hpp"

namespace fedcloud::bdii {

// "name: value" lines; no base64, which none of the samples needs.
inline std::vector<ldap::Entry> read_ldif(std::istream& input) {
    std::vector<std::string> lines;
    for (std::string line; std::getline(input, line);) {
        if (line.starts_with(' ') && !lines.empty()) {
            lines.back() += line.substr(1);
        } else if (!line.starts_with('#')) {
            lines.push_back(line);
        }
    }
    std::vector<ldap::Entry> entries;
    for (const auto& line : lines) {
        const auto colon = line.find(": ");
        if (colon == std::string::npos) {
            continue;
        }
        const auto name = line.substr(0, colon);
        const auto value = line.substr(colon + 2);
        if (name == "dn") {
            entries.push_back({value, {}});
            continue;
        }
        EXPECT_FALSE(entries.empty()) << line;
        auto& attributes = entries.back().attributes;
        const auto same = [&](const ldap::Attribute& each) { return each.name == name; };
        auto known = std::find_if(attributes.begin(), attributes.end(), same);
        if (known == attributes.end()) {
            known = attributes.insert(known, {name, {}});
        }
        known->values.push_back(value);
    }
    return entries;
}

inline std::vector<ldap::Entry> from_ldif(const std::string& text) {
    std::istringstream input(text);
    return read_ldif(input);
}

// A file of the folder "bdii" of the fixtures: below FEDCLOUD_FIXTURES, else below shared/fixtures
// beside the source tree or one of its parents; none if there is no such file.
inline std::optional<std::vector<ldap::Entry>> recorded(const std::string& name) {
    namespace fs = std::filesystem;
    std::vector<fs::path> folders;
    if (const char* given = std::getenv("FEDCLOUD_FIXTURES")) {
        folders.emplace_back(given);
    } else {
        for (fs::path folder = FEDCLOUD_SOURCE_DIR; folder.has_relative_path();
             folder = folder.parent_path()) {
            folders.push_back(folder.parent_path() / "shared" / "fixtures");
        }
    }
    for (const auto& folder : folders) {
        if (std::ifstream input(folder / "bdii" / name); input) {
            return read_ldif(input);
        }
    }
    return std::nullopt;
}

}  // namespace fedcloud::bdii
