// Recorded answers of GOCDB, and pieces of answers that these tests make up.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>

namespace fedcloud::profiles {

// The folder "gocdb" of the fixtures: below FEDCLOUD_FIXTURES, else below shared/fixtures beside
// the source tree or one of its parents; none if there is no such folder.
inline std::optional<std::filesystem::path> gocdb_fixtures() {
    namespace fs = std::filesystem;
    const auto existing = [](const fs::path& path) {
        return fs::is_directory(path) ? std::optional(path) : std::nullopt;
    };
    if (const char* given = std::getenv("FEDCLOUD_FIXTURES")) {
        return existing(fs::path(given) / "gocdb");
    }
    for (fs::path folder = FEDCLOUD_SOURCE_DIR; folder.has_relative_path();
         folder = folder.parent_path()) {
        if (auto found = existing(folder.parent_path() / "shared" / "fixtures" / "gocdb")) {
            return found;
        }
    }
    return std::nullopt;
}

// Skips its tests, visibly, where there are no fixtures.
class RecordedGocdb : public testing::Test {
  protected:
    void SetUp() override {
        const auto found = gocdb_fixtures();
        if (!found) {
            GTEST_SKIP() << "NOTICE: no recorded answers here; set FEDCLOUD_FIXTURES to the folder "
                            "of fixtures";
        }
        root_ = *found;
    }
    std::string answer(const std::string& name) const {
        std::ifstream in(root_ / name, std::ios::binary);
        EXPECT_TRUE(in) << name;
        return {std::istreambuf_iterator<char>(in), {}};
    }

  private:
    std::filesystem::path root_;
};

inline std::string results(const std::string& content) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<results>" + content + "</results>\n";
}

// <meta> of a page of so many records.
inline std::string meta(int count, const std::string& next) {
    const auto link =
        next.empty() ? ""
                     : "<link rel=\"next\" href=\"https://goc.invalid/gocdbpi/public/?method=x&amp;"
                       "next_cursor=" +
                           next + "&amp;scope=\"/>";
    return "<meta><link rel=\"self\" href=\"https://goc.invalid/?next_cursor=0\"/>" + link +
           "<count>" + std::to_string(count) + "</count><max_page_size>2</max_page_size></meta>";
}

using Fields = std::map<std::string, std::string>;

// A service as GOCDB sends it; `fields` are put in the place of its own, or left out ("-"). Their
// content is XML.
inline std::string service_xml(const std::string& key, const Fields& fields = {}) {
    Fields all{{"PRIMARY_KEY", key},
               {"HOSTNAME", "occi.example.org"},
               {"SERVICE_TYPE", "eu.egi.cloud.vm-management.occi"},
               {"IN_PRODUCTION", "Y"},
               {"NODE_MONITORED", "Y"},
               {"SITENAME", "Izola MRF"},
               {"ROC_NAME", "NGI_SI"},
               {"URL", ""},
               {"ENDPOINTS", ""},
               {"SCOPES", "<SCOPE>EGI</SCOPE>"},
               {"EXTENSIONS", ""}};
    for (const auto& [name, value] : fields) {
        all[name] = value;
    }
    std::string xml = "<SERVICE_ENDPOINT PRIMARY_KEY=\"" + key + "\">";
    for (const auto& [name, value] : all) {
        if (value != "-") {
            xml += "<" + name + ">" + value + "</" + name + ">";
        }
    }
    return xml + "</SERVICE_ENDPOINT>";
}

inline std::string site_xml(const std::string& name, const std::string& ngi = "NGI_SI") {
    return "<SITE ID=\"1\" PRIMARY_KEY=\"119G0\" NAME=\"" + name +
           "\" COUNTRY=\"Slovenia\" COUNTRY_CODE=\"SI\" ROC=\"" + ngi +
           "\" SUBGRID=\"\" GIIS_URL=\"\"/>";
}

}  // namespace fedcloud::profiles
