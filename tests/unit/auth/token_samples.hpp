// JSON Web Tokens and the files that secrets are kept in.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "auth/base64.hpp"
#include "auth/certificates.hpp"

namespace fedcloud::auth {

inline std::string base64url(const std::string& bytes) {
    auto text = base64(bytes);
    while (!text.empty() && text.back() == '=') {
        text.pop_back();
    }
    for (char& c : text) {
        c = c == '+' ? '-' : c == '/' ? '_' : c;
    }
    return text;
}

// Nobody here looks at a signature.
inline std::string jwt(const std::string& claims) {
    return base64url(R"({"alg":"RS256","typ":"JWT"})") + "." + base64url(claims) + ".c2lnbmF0dXJl";
}

inline std::string seconds_of(WallClock::time_point time) {
    return std::to_string(WallClock::to_time_t(time));
}

// With a folder of its own, which is removed afterwards.
class FolderTest : public testing::Test {
  protected:
    void SetUp() override {
        auto pattern = (std::filesystem::temp_directory_path() / "auth-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder = pattern;
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    std::string put(const std::string& name, const std::string& content, mode_t mode = 0600) const {
        const auto path = folder / name;
        std::ofstream(path, std::ios::binary) << content;
        chmod(path.c_str(), mode);
        return path;
    }
    static std::string content_of(const std::filesystem::path& path) {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    std::filesystem::path folder;
};

}  // namespace fedcloud::auth
