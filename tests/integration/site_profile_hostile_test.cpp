// Whatever stands in a profile: the probe ends in time, with a status and an output like any other.
#include <algorithm>
#include <memory>

#include "site_folders.hpp"
#include "testbed.hpp"

namespace fedcloud::test {
namespace {

const std::vector<std::string> payloads{";id>/tmp/fedcloud-pwned",
                                        "$(id)`id`",
                                        "\"'\\ ",
                                        "a\nb\r\x1b[31m\x07\x7f",
                                        "!$USER1$|a|b",
                                        "]]>{{{macro}}}",
                                        "[1] PROCESS_SERVICE_CHECK_RESULT;h;s;0;x",
                                        "../../../../etc/passwd",
                                        "\xe2\x80\xae\xc2\x85\xef\xbf\xbf",
                                        std::string(4, '\0'),
                                        std::string(1'000'000, 'x')};

void expect_clean(const Outcome& outcome, const std::string& what) {
    SCOPED_TRACE(what + outcome.out.substr(0, 2000));
    EXPECT_GE(outcome.status, 0);
    EXPECT_LE(outcome.status, 3);
    EXPECT_EQ(outcome.err, "");
    EXPECT_LE(std::count(outcome.out.begin(), outcome.out.end(), '|'), 1);
    EXPECT_EQ(outcome.out.find("PROCESS_SERVICE_CHECK_RESULT"), std::string::npos);
    EXPECT_LE(outcome.out.size(), 16U << 10U);
    EXPECT_TRUE(std::none_of(outcome.out.begin(), outcome.out.end(), [](char c) {
        return (static_cast<unsigned char>(c) < ' ' && c != '\n') || c == '\x7f';
    }));
    EXPECT_LT(outcome.time.count(), 8.0);
}

void fill(SiteFolders& folders, const std::string& type, const std::string& endpoint) {
    auto& service = folders.add("1G0", type, endpoint);
    service["parameters"]["os_tpl"] = "image";
    service["parameters"]["resource_tpl"] = "small";
    service["parameters"]["region"] = "r";
    service["parameters"]["bdii_base"] = "o=glue";
    service["host_dn"] = "/CN=x";
    service["scopes"] = {"EGI"};
    service["extensions"] = {{{"key", "k"}, {"value", "v"}}};
    service["endpoints"] = {{{"id", "1"}, {"url", "https://x/"}, {"monitored", true}}};
    folders.site["ngi"] = "NGI";
    folders.site["vos"] = {"ops"};
    folders.add_downtime("1G0", -1, 1, "why");
}

// JSON pointers of all texts.
void find_texts(const Json& value, const std::string& at, std::vector<std::string>& found) {
    if (value.is_string()) {
        found.push_back(at);
    }
    if (value.is_structured()) {
        for (const auto& [name, element] : value.items()) {
            find_texts(element, at + '/' + name, found);
        }
    }
}

class HostileProfile : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        testbed_ = std::make_unique<Testbed>(std::vector<std::string>{"site,boot=0"});
    }
    static void TearDownTestSuite() { testbed_.reset(); }
    static inline std::unique_ptr<Testbed> testbed_;
};

TEST_F(HostileProfile, EveryTextOfIt) {
    SiteFolders folders;
    fill(folders, "eu.egi.cloud.vm-management.occi", testbed_->endpoint("site"));
    std::vector<std::string> texts;
    find_texts(folders.site, "", texts);
    ASSERT_GT(texts.size(), 25U);
    const auto good = folders.site;
    for (const auto& text : texts) {
        for (const auto& payload : payloads) {
            folders.site = good;
            folders.site[Json::json_pointer(text)] = payload;
            folders.write();
            expect_clean(run(folders.command(CHECK_OCCI_TCP, {"-t", "8", "-vvv"})),
                         text + ' ' + payload.substr(0, 40) + '\n');
        }
    }
    EXPECT_EQ(content_of("/tmp/fedcloud-pwned"), "");
}

// A value of another type in the place of each.
TEST_F(HostileProfile, EveryMemberOfAnotherType) {
    SiteFolders folders;
    fill(folders, "eu.egi.cloud.vm-management.occi", testbed_->endpoint("site"));
    std::vector<std::string> texts;
    find_texts(folders.site, "", texts);
    const auto good = folders.site;
    for (const auto& text : texts) {
        for (const auto& other :
             {Json(7), Json(nullptr), Json(true), Json::array(), Json::object()}) {
            folders.site = good;
            folders.site[Json::json_pointer(text)] = other;
            folders.write(text.size() % 2 == 0);
            expect_clean(run(folders.command(CHECK_OCCI_TCP, {"-t", "8"})), text + '\n');
        }
    }
}

// The same of every probe, for what it uses.
TEST_F(HostileProfile, EveryParameterOfEveryProbe) {
    const std::vector<std::pair<std::string, std::string>> probes{
        {CHECK_OCCI_VM, "eu.egi.cloud.vm-management.occi"},
        {CHECK_CDMI, "eu.egi.cloud.storage-management.cdmi"},
        {CHECK_CDMI_TCP, "eu.egi.cloud.storage-management.cdmi"},
        {CHECK_BROKER_TCP, "eu.egi.cloud.broker.compss"},
        {CHECK_CLOUD_BDII, "Site-BDII"},
        {CHECK_APEL_PUB, "eu.egi.cloud.accounting"},
        {CHECK_APPDB_UPDATE, "egi.AppDB"},
        {CHECK_PERUN, "egi.Perun"}};
    const TemporaryFolder state;
    for (const auto& [program, type] : probes) {
        SiteFolders folders;
        fill(folders, type, testbed_->endpoint("site"));
        const auto good = folders.site;
        for (const auto* name : {"endpoint", "os_tpl", "resource_tpl", "region", "bdii_base"}) {
            for (const auto& payload : payloads) {
                folders.site = good;
                auto& parameter = folders.site["services"][0]["parameters"][name];
                parameter = parameter.get<std::string>() + '/' + payload;
                folders.write();
                Arguments more{"-t", "8"};
                if (program != std::string(CHECK_CDMI_TCP) &&
                    program != std::string(CHECK_BROKER_TCP) &&
                    program != std::string(CHECK_CLOUD_BDII)) {
                    more.insert(more.end(), {"--state-dir", state.path()});
                }
                if (program == std::string(CHECK_APEL_PUB)) {
                    more.insert(more.end(), {"-u", testbed_->endpoint("site")});
                }
                if (program == std::string(CHECK_APPDB_UPDATE)) {
                    more.insert(more.end(), {"--appdb-url", testbed_->endpoint("site")});
                }
                expect_clean(run(folders.command(program, more)),
                             program + ' ' + name + ' ' + payload.substr(0, 40) + '\n');
            }
        }
    }
    EXPECT_EQ(content_of("/tmp/fedcloud-pwned"), "");
}

}  // namespace
}  // namespace fedcloud::test
