// Recorded answers of a real Keystone, read from the folder of fixtures.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include "http/types.hpp"

namespace fedcloud::auth {

// The folder "keystone" of the fixtures: below FEDCLOUD_FIXTURES, else below shared/fixtures beside
// the source tree or one of its parents; none if there is no such folder.
inline std::optional<std::filesystem::path> keystone_fixtures() {
    namespace fs = std::filesystem;
    const auto existing = [](const fs::path& path) {
        return fs::is_directory(path) ? std::optional(path) : std::nullopt;
    };
    if (const char* given = std::getenv("FEDCLOUD_FIXTURES")) {
        return existing(fs::path(given) / "keystone");
    }
    for (fs::path folder = FEDCLOUD_SOURCE_DIR; folder.has_relative_path();
         folder = folder.parent_path()) {
        if (auto found = existing(folder.parent_path() / "shared" / "fixtures" / "keystone")) {
            return found;
        }
    }
    return std::nullopt;
}

// Status line, headers, an empty line, body.
inline http::Response parse_recorded(const std::string& bytes) {
    http::Response response;
    std::size_t at = 0;
    for (;;) {
        const auto end = bytes.find('\n', at);
        auto line = bytes.substr(at, end - at);
        at = end == std::string::npos ? bytes.size() : end + 1;
        if (!line.empty() && line.back() == '\r') {
            line.pop_back();
        }
        if (line.empty()) {
            break;
        }
        if (response.status == 0) {
            response.status = std::atoi(line.c_str() + line.find(' '));
            continue;
        }
        const auto colon = line.find(": ");
        response.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
    response.body = bytes.substr(at);
    return response;
}

// Skips its tests, visibly, where there are no fixtures.
class RecordedTest : public testing::Test {
  protected:
    void SetUp() override {
        const auto found = keystone_fixtures();
        if (!found) {
            GTEST_SKIP() << "NOTICE: no recorded answers here; set FEDCLOUD_FIXTURES to the folder "
                            "of fixtures";
        }
        root_ = *found;
    }
    http::Response answer(const std::string& name) const {
        std::ifstream in(root_ / (name + ".http"), std::ios::binary);
        EXPECT_TRUE(in) << name;
        return parse_recorded({std::istreambuf_iterator<char>(in), {}});
    }

  private:
    std::filesystem::path root_;
};

}  // namespace fedcloud::auth
