// Answers of ARGO that are very long, or none that was asked for.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <ctime>

#include "argo.hpp"
#include "render_metrics.hpp"

namespace fedcloud::profiles {
namespace {

std::string error_of(const std::string& text) {
    ArgoFiles files;
    const auto done = read_argo(text, files);
    return done ? "" : done.error().message();
}

TEST(ArgoAnswers, ErrorsAreToldInItsWords) {
    EXPECT_EQ(error_of(R"({"status":{"message":"Unauthorized","code":"401"},
                           "errors":[{"message":"Unauthorized","code":"401",
                                      "details":"You need an x-api-key"}]})"),
              "the document: expected a metric profile or metric configurations, found \"error of "
              "ARGO: 401: Unauthorized: You need an x-api-key\"");
    EXPECT_NE(error_of(R"({"status":{"message":"Not Found","code":404}})")
                  .find("error of ARGO: 404: Not Found"),
              std::string::npos);
    EXPECT_NE(error_of(R"({"errors":[{"details":"no such profile"}]})")
                  .find("error of ARGO: no such profile"),
              std::string::npos);
    // Metrics may have such names.
    EXPECT_EQ(error_of(R"({"status":{"probe":"check_perun"},"errors":{"probe":"check_perun"}})"),
              "");
}

// All of a kind: each way through the reader and the import that has to find something again.
std::string many_configurations(int count, const std::string& probe) {
    std::string text = "[";
    for (int i = 0; i < count; ++i) {
        text += fmt::format(R"({}{{"m{}":{{"probe":"{}","dependency":{{"m0":"0"}}}}}})",
                            i == 0 ? "" : ",", i, probe);
    }
    return text + "]";
}

std::string many_assignments(int count) {
    std::string text = R"({"name":"N","services":[)";
    for (int i = 0; i < count; ++i) {
        text += fmt::format(R"({}{{"service":"t{}","metrics":["m{}","f{}"]}})", i == 0 ? "" : ",",
                            i, i, i);
    }
    return text + "]}";
}

// In CPU time, whatever else runs; squared it would be minutes.
TEST(ArgoAnswers, ManyMetricsTakeAsLongAsTheyAre) {
    constexpr int count = 12000;
    const auto start = std::clock();
    for (const std::string probe : {"check_foreign", "check_perun"}) {
        ArgoFiles files;
        ASSERT_TRUE(read_argo(many_configurations(count, probe), files));
        ASSERT_TRUE(read_argo(many_assignments(count), files));
        ASSERT_TRUE(read_argo(many_assignments(count), files));
        EXPECT_EQ(files.metrics.size(), std::size_t{count});
        EXPECT_EQ(files.services.size(), std::size_t{count});
        EXPECT_EQ(files.services.back().second.size(), 2U);
        const auto imported = import_argo(files, {});
        EXPECT_EQ(imported.profile.metrics.size(),
                  probe == "check_perun" ? std::size_t{count} : 0U);
    }
    EXPECT_LT(std::clock() - start, 6 * CLOCKS_PER_SEC);
}

}  // namespace
}  // namespace fedcloud::profiles
