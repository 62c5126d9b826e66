// Reading recorded HTTP answers and WireMock mappings.
#include "recorded.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "plugin/text.hpp"
#include "samples.hpp"

namespace fedcloud::occi::recorded {
namespace fs = std::filesystem;

std::optional<fs::path> fixtures() {
    const auto existing = [](const fs::path& path) {
        return fs::is_directory(path) ? std::optional(path) : std::nullopt;
    };
    if (const char* given = std::getenv("FEDCLOUD_FIXTURES")) {
        return existing(fs::path(given) / "occi");
    }
    for (fs::path folder = FEDCLOUD_SOURCE_DIR; folder.has_relative_path();
         folder = folder.parent_path()) {
        if (auto found = existing(folder.parent_path() / "shared" / "fixtures" / "occi")) {
            return found;
        }
    }
    return std::nullopt;
}

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string Answer::header(std::string_view wanted) const {
    const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto& entry) {
        return plugin::equal_ignoring_case(entry.first, wanted);
    });
    return found == headers.end() ? std::string() : found->second;
}

Answer parse_answer(std::string name, std::string_view bytes) {
    Answer answer;
    answer.name = std::move(name);
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        std::string_view line = bytes.substr(0, end);
        bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if (line.empty()) {
            break;
        }
        if (line.starts_with("HTTP/")) {
            answer.status = std::atoi(std::string(line.substr(line.find(' '))).c_str());
            continue;
        }
        const std::size_t colon = line.find(':');
        const std::size_t value = line.find_first_not_of(' ', colon + 1);
        answer.headers.emplace_back(line.substr(0, colon),
                                    value == std::string_view::npos ? "" : line.substr(value));
    }
    answer.body = bytes;  // recorded without chunks, even where the headers say chunked
    return answer;
}

Answer read_answer(const fs::path& path) {
    return parse_answer(path.filename().string(), read_file(path));
}

Answer read_mapping(const fs::path& mapping, const fs::path& bodies) {
    const auto response = nlohmann::json::parse(read_file(mapping)).at("response");
    Answer answer;
    answer.name = mapping.filename().string();
    answer.status = response.at("status").get<int>();
    for (const auto& [name, value] : response.at("headers").items()) {
        answer.headers.emplace_back(name, value.get<std::string>());
    }
    answer.body = read_file(bodies / response.at("bodyFileName").get<std::string>());
    return answer;
}

Model model_of(const Answer& answer) {
    switch (answer.media_type()) {
        case MediaType::text_plain:
            return whole(parse_model_text(answer.body), answer.name);
        case MediaType::text_occi:
            return whole(parse_model_headers(answer.headers), answer.name);
        case MediaType::occi_json:
            return whole(parse_model_json(answer.body), answer.name);
        default:
            ADD_FAILURE() << answer.name << ": unexpected media type";
            return {};
    }
}

Entity entity_of(const Answer& answer) {
    switch (answer.media_type()) {
        case MediaType::text_plain:
            return whole(parse_entity_text(answer.body), answer.name);
        case MediaType::text_occi:
            return whole(parse_entity_headers(answer.headers), answer.name);
        case MediaType::occi_json:
            return whole(parse_entity_json(answer.body), answer.name);
        default:
            ADD_FAILURE() << answer.name << ": unexpected media type";
            return {};
    }
}

std::vector<std::string> locations_of(const Answer& answer, const Model& model) {
    auto in_headers = whole(parse_locations_headers(answer.headers), answer.name);
    if (!in_headers.empty()) {
        return in_headers;
    }
    switch (answer.media_type()) {
        case MediaType::text_plain:
            return whole(parse_locations_text(answer.body), answer.name);
        case MediaType::uri_list:
            return whole(parse_uri_list(answer.body), answer.name);
        case MediaType::occi_json:
            return whole(parse_locations_json(answer.body, model), answer.name);
        default:
            return in_headers;
    }
}

void expect_same_instance(const Entity& a, const Entity& b) {
    EXPECT_FALSE(a.id().empty());
    EXPECT_EQ(a.id(), b.id());
    EXPECT_EQ(a.title(), b.title());
    for (const auto& [name, value] : a.attributes) {
        ASSERT_NE(find_attribute(b.attributes, name), nullptr) << name;
        EXPECT_EQ(*find_attribute(b.attributes, name), value.text) << name;
    }
    EXPECT_EQ(a.attributes.size(), b.attributes.size());
    ASSERT_EQ(a.categories.size(), b.categories.size());
    for (const Category& category : a.categories) {
        EXPECT_TRUE(samples::has_category(b, category.id())) << category.id();
    }
    ASSERT_EQ(a.links.size(), b.links.size());
    for (std::size_t i = 0; i < a.links.size(); ++i) {
        EXPECT_EQ(a.links[i].is_action(), b.links[i].is_action());
        EXPECT_EQ(a.links[i].rel, b.links[i].rel);
        EXPECT_EQ(a.links[i].category, b.links[i].category);
        const std::string* target = find_attribute(a.links[i].attributes, "occi.core.target");
        const std::string* other = find_attribute(b.links[i].attributes, "occi.core.target");
        ASSERT_EQ(target != nullptr, other != nullptr);
        EXPECT_TRUE(target == nullptr || *target == *other);
    }
}

void FixtureTest::SetUp() {
    const auto found = fixtures();
    if (!found) {
        GTEST_SKIP() << "NOTICE: no recorded answers here; set FEDCLOUD_FIXTURES to the folder of "
                        "fixtures";
    }
    root_ = *found;
}

}  // namespace fedcloud::occi::recorded
