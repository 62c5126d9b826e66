// Recorded answers of real servers, read from the folder of fixtures.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "occi/rendering.hpp"

namespace fedcloud::occi::recorded {

// The folder "occi" of the fixtures: below FEDCLOUD_FIXTURES, else below shared/fixtures beside the
// source tree or one of its parents; none if there is no such folder.
std::optional<std::filesystem::path> fixtures();

std::string read_file(const std::filesystem::path& path);
// Files of a folder in the order of their names.
std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder);

struct Answer {
    std::string name;
    int status = 0;
    Headers headers;
    std::string body;

    std::string header(std::string_view name) const;  // empty if absent
    MediaType media_type() const { return media_type_of(header("Content-Type")); }
};

// Status line, headers, an empty line, body. A status line may be missing (pOCCI's samples).
Answer parse_answer(std::string name, std::string_view bytes);
Answer read_answer(const std::filesystem::path& path);
// A WireMock mapping and the file of its body.
Answer read_mapping(const std::filesystem::path& mapping, const std::filesystem::path& bodies);

// What was read; a failure of the test and nothing if it could not be.
template <typename Value>
Value whole(Expected<Value, ParseError> read, const std::string& name) {
    if (!read) {
        ADD_FAILURE() << name << ": " << read.error().message();
        return {};
    }
    return *std::move(read);
}

// The answer read by the parser of its media type.
Model model_of(const Answer& answer);
Entity entity_of(const Answer& answer);
// Headers first, as a client looks for them.
std::vector<std::string> locations_of(const Answer& answer, const Model& model);

// Id, title, every attribute, categories and links agree.
void expect_same_instance(const Entity& a, const Entity& b);

// Skips its tests, visibly, where there are no fixtures.
class FixtureTest : public testing::Test {
  protected:
    void SetUp() override;
    Answer answer(const std::string& path) const { return read_answer(root_ / (path + ".http")); }
    std::string file(const std::string& path) const { return read_file(root_ / path); }

    std::filesystem::path root_;
};

}  // namespace fedcloud::occi::recorded
