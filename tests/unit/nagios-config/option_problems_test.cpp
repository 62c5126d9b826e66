// Mistakes in metrics.json and in overrides that only a probe would tell otherwise.
#include "option_problems.hpp"

#include <gtest/gtest.h>

namespace fedcloud::config {
namespace {

std::string told(const std::vector<std::string>& problems) {
    std::string text;
    for (const auto& problem : problems) {
        text += problem + '\n';
    }
    return text;
}

std::string of_metric(const std::string& members) {
    const auto profile = metrics::read_metric_profile(R"({"format":1,"name":"N","metrics":{"m":{)" +
                                                      members + "}}}");
    EXPECT_TRUE(profile) << profile.error().message();
    return told(option_problems(*profile, programs()));
}

std::string of_options(const std::string& options) {
    return of_metric(R"("program":"check_occi_vm","service_types":["t"],"options":)" + options);
}

std::string of_override(const std::string& program, const std::string& option) {
    const auto overrides =
        site::read_overrides(R"({"format":1,"options":{")" + program + "\":{" + option + "}}}");
    EXPECT_TRUE(overrides) << overrides.error().message();
    return told(option_problems(*overrides, programs()));
}

TEST(OptionProblems, OfMetrics) {
    EXPECT_EQ(of_options(R"({"checks-only":true,"os-tpl":"a","allow-keystone":["a","b"]})"), "");
    for (const auto& [options, place] : std::vector<std::pair<std::string, std::string>>{
             {R"({"bogus":1})", "/metrics/m/options/bogus: check_occi_vm has no option --bogus\n"},
             {R"({"checks-only":"yes"})",
              "/metrics/m/options/checks-only: --checks-only is a bare"},
             {R"({"os-tpl":true})", "/metrics/m/options/os-tpl: --os-tpl needs a value"},
             {R"({"os-tpl":["a","b"]})",
              "/metrics/m/options/os-tpl: --os-tpl cannot be repeated"}}) {
        const auto text = of_options(options);
        EXPECT_EQ(text.rfind(place, 0), 0U) << text;
        EXPECT_EQ(text.find('\n'), text.size() - 1) << text;
    }
    EXPECT_NE(of_metric(R"("program":"check_nothing","service_types":["t"])").find("/program: "),
              std::string::npos);
    EXPECT_NE(of_metric(R"("program":"check_occi_tcp","service_types":[])").find("/service_types"),
              std::string::npos);
    EXPECT_NE(of_metric(R"("program":"check_occi_tcp","service_types":["t"],"per_vo":true)")
                  .find("/per_vo: check_occi_tcp has no option --vo"),
              std::string::npos);
}

TEST(OptionProblems, OfOverrides) {
    for (const auto* fine : {R"("timeout":30)", R"("ipv4":true)", R"("ipv4":false)",
                             R"("warning":"1:2")", R"("hostname":"a")"}) {
        EXPECT_EQ(of_override("check_occi_tcp", fine), "") << fine;
        EXPECT_EQ(of_override("*", fine), "") << fine;
    }
    for (const auto* wrong :
         {R"("bogus":true)", R"("timeout":-5)", R"("timeout":"abc")", R"("timeout":0)",
          R"("timeout":7.5)", R"("timeout":99999999999)", R"("ipv4":"yes")", R"("timeout":true)",
          R"("hostname":["a","b"])", R"("warning":"5:1")"}) {
        for (const std::string program : {"check_occi_tcp", "*"}) {
            EXPECT_EQ(of_override(program, wrong).rfind("/options/" + program + '/', 0), 0U)
                << wrong;
        }
    }
    EXPECT_EQ(of_override("*", R"("warnnig":"5")"),
              "/options/*/warnnig: no program has an option --warnnig\n");
    EXPECT_NE(of_override("check_nothing", R"("x":"5")"), "");
}

TEST(OptionProblems, OfOneService) {
    const auto overrides = site::read_overrides(
        R"({"format":1,"services":{"1G0":{"options":{"check_occi_tcp":{"bogus":1}}}}})");
    ASSERT_TRUE(overrides);
    EXPECT_EQ(told(option_problems(*overrides, programs())),
              "/services/1G0/options/check_occi_tcp/bogus: check_occi_tcp has no option --bogus\n");
}

}  // namespace
}  // namespace fedcloud::config
