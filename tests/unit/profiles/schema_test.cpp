// The JSON Schemas accept what the typed readers accept, and nothing else: shown on samples that
// are changed at every member.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>

#include "metrics/metric_profile.hpp"
#include "site/overrides.hpp"
#include "site/profile.hpp"

namespace fedcloud::profiles {
namespace {

using Json = nlohmann::ordered_json;

constexpr auto profile_sample = R"({"format":1,"site":"Izola MRF","key":"119G0","ngi":"NGI_SI",
 "country":"Slovenia","country_code":"SI","certification_status":"Certified",
 "infrastructure":"Production","giis_url":"ldap://bdii.example.org","scopes":["EGI"],
 "extensions":[{"key":"K","value":"V"}],"vos":["ops"],
 "pulled":{"from":"https://goc.egi.eu/gocdbpi/","at":"2026-11-21T14:00:00Z"},
 "services":[{"key":"1000G0","type":"eu.egi.cloud.vm-management.occi","host":"occi.example.org",
  "host_dn":"/DC=org","url":"https://occi.example.org/","registered_url":"occi.example.org",
  "endpoints":[{"id":"1","name":"one","interface_name":"OCCI","url":"https://occi.example.org/",
   "registered_url":"https://occi.example.org","monitored":true}],
  "monitored":true,"production":false,"scopes":["EGI"],"extensions":[{"key":"K","value":"V"}],
  "parameters":{"endpoint":"https://occi.example.org/","os_tpl":"u","resource_tpl":"s",
   "region":"R","bdii_base":"o=glue"}}],
 "downtimes":[{"key":"113653G0","services":["1000G0"],"severity":"outage",
  "classification":"scheduled","start":"2026-11-20T00:00:00Z","end":"2026-11-22T00:00:00Z",
  "description":"new disks"}]})";

constexpr auto override_sample = R"({"format":1,"vos":["ops"],"disabled_metrics":["a.B"],
 "options":{"*":{"ca-path":"/etc/x"},"check_occi_vm":{"os-tpl":"u","warning":120,"voms":true,
  "allow-keystone":["a","b"]}},
 "services":{"1000G0":{"disabled_metrics":["a.C"],"options":{"check_cdmi":{"voms":false}}}}})";

constexpr auto metric_sample = R"({"format":1,"name":"T","description":"d","metrics":{
 "a.VM":{"program":"check_a","description":"d","documentation":"https://example.org/",
  "service_types":["t1","t2"],"interval":90,"retry_interval":7,"attempts":4,"timeout":200,
  "per_vo":true,"warning":"10:20","critical":"@~:5.5",
  "options":{"voms":true,"os-tpl":"an image","limit":2.5,"allow-keystone":["h1","h2"]},
  "dependencies":[{"metric":"proxy","local":true}]}}})";

// The reader's error; empty: none.
using Reader = std::function<std::string(const std::string&)>;

// Everything that a document becomes when one value in it is replaced, removed or added.
void mutations(const Json& root, const Json::json_pointer& at, std::vector<Json>& all) {
    static const std::vector<Json> values{nullptr,
                                          true,
                                          false,
                                          0,
                                          1,
                                          -1,
                                          1.5,
                                          100000000000,
                                          "",
                                          "a b",
                                          " ",
                                          "\n",
                                          "%",
                                          "-x",
                                          "1",
                                          "1:2",
                                          "x y/z",
                                          "A",
                                          "http://x",
                                          "É",
                                          Json::array(),
                                          Json::object(),
                                          Json::array({nullptr}),
                                          Json::array({"a", "a"}),
                                          Json::array({1}),
                                          Json{{"x", 1}}};
    const auto replace = [&](const Json& value) {
        Json changed = root;
        changed[at] = value;
        all.push_back(std::move(changed));
    };
    for (const auto& value : values) {
        replace(value);
    }
    const Json& here = root[at];
    if (here.is_string()) {
        for (const std::string more : {"\n", " ", "0", "-", ":", "/", "\x7f", "."}) {
            replace(here.get<std::string>() + more);
            replace(more + here.get<std::string>());
        }
    }
    if (!at.empty()) {
        Json without = root;
        auto& parent = without[at.parent_pointer()];
        parent.is_array() ? parent.erase(std::stoul(at.back())) : (void)parent.erase(at.back());
        all.push_back(std::move(without));
    }
    if (here.is_object()) {
        for (const auto* name : {"x", "X y", "site", "1G0", "..", "*", "-a", "a\n", ""}) {
            for (const Json& value : {Json(1), Json("v"), Json::object(), Json(nullptr)}) {
                Json more = root;
                more[at][name] = value;
                all.push_back(std::move(more));
            }
        }
        for (const auto& member : here.items()) {
            mutations(root, at / member.key(), all);
        }
    } else if (here.is_array()) {
        for (std::size_t i = 0; i < here.size(); ++i) {
            mutations(root, at / i, all);
        }
    }
}

class Schemas : public testing::Test {
  protected:
    void compare(const std::string& schema, const std::string& sample, const Reader& reader) {
        const auto root = Json::parse(sample);
        ASSERT_EQ(reader(root.dump()), "");
        std::vector<Json> documents{root};
        mutations(root, Json::json_pointer(), documents);
        ASSERT_GT(documents.size(), 500U);
        const auto cases = testing::TempDir() + "/fedcloud-" + schema + ".cases";
        {
            std::ofstream file(cases);
            for (const auto& document : documents) {
                const auto text = document.dump();
                file << Json{{"schema", std::string(FEDCLOUD_SOURCE_DIR) + "/profiles/" + schema},
                             {"reader", reader(text)},
                             {"document", document}}
                            .dump()
                     << '\n';
            }
        }
        const auto command = "python3 '" + std::string(FEDCLOUD_SOURCE_DIR) +
                             "/tests/unit/profiles/schema_verdicts.py' < '" + cases + "' 2>&1";
        std::string output;
        FILE* pipe = popen(command.c_str(), "r");
        ASSERT_NE(pipe, nullptr);
        for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
            output += static_cast<char>(c);
        }
        const int status = pclose(pipe);
        (void)std::remove(cases.c_str());
        ASSERT_TRUE(WIFEXITED(status));
        if (WEXITSTATUS(status) == 77 || WEXITSTATUS(status) == 127) {
            GTEST_SKIP() << "python3-jsonschema is missing";
        }
        EXPECT_EQ(WEXITSTATUS(status), 0) << output;
        EXPECT_NE(output.find(" 0 differences"), std::string::npos) << output;
    }
};

template <typename Result>
std::string error_of(const Result& result) {
    return result ? std::string() : result.error().message();
}

TEST_F(Schemas, OfSiteProfiles) {
    compare("site-profile.schema.json", profile_sample,
            [](const std::string& text) { return error_of(site::read_profile(text)); });
}

TEST_F(Schemas, OfLocalOverrides) {
    compare("site-override.schema.json", override_sample,
            [](const std::string& text) { return error_of(site::read_overrides(text)); });
}

TEST_F(Schemas, OfMetricProfiles) {
    compare("metric-profile.schema.json", metric_sample, [](const std::string& text) {
        const auto error = error_of(metrics::read_metric_profile(text));
        // A schema cannot look from one member to another.
        return error.find("a metric of this profile") == std::string::npos ? error : std::string();
    });
}

}  // namespace
}  // namespace fedcloud::profiles
