// --site of a probe: what is read, what is filled in, and what is said of what is missing.
#include "site/probe_source.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "plugin/common_options.hpp"
#include "plugin/run.hpp"
#include "sample.hpp"

namespace fedcloud::site {
namespace {

using namespace std::chrono_literals;
using plugin::OptionFiller;

class ProbeSource : public testing::Test {
  protected:
    ProbeSource() {
        std::string name = testing::TempDir() + "probe_source_XXXXXX";
        folder_ = mkdtemp(name.data());
        std::filesystem::create_directory(folder_ + "/p");
        std::filesystem::create_directory(folder_ + "/o");
        write("p", test::sample());
        probe.map = [](const Subject& subject, const IsSet& is_set) {
            auto values = endpoint_of(subject, is_set, "https://HOST/");
            if (values) {
                add(*values, "os-tpl", subject.service.parameters.os_tpl);
                add_login(*values, subject, is_set);
            }
            return values;
        };
    }
    ~ProbeSource() override { std::filesystem::remove_all(folder_); }

    std::string path(const std::string& part) const {
        return folder_ + '/' + part + "/Izola%20MRF.json";
    }
    void write(const std::string& part, const std::string& content) const {
        std::ofstream(path(part)) << content;
    }
    void override_with(const std::string& options) const {
        write("o", R"({"format":1,"options":)" + options + "}");
    }

    // The output of a probe that is called with these words, and says what it was given.
    std::string run(std::vector<std::string> words) {
        plugin::CommonOptions common;
        SiteOptions options;
        std::string endpoint = "-";
        std::string os_tpl = "-";
        std::string vo = "-";
        std::string proxy;
        std::string region = "-";
        bool voms = false;
        plugin::OptionTable table{
            {"endpoint", 'e', "URL", "", plugin::into(endpoint)},
            {"os-tpl", 0, "ID", "", plugin::into(os_tpl), {"os_tpl"}},
            {"vo", 0, "NAME", "", plugin::into(vo)},
            {"region", 0, "NAME", "", plugin::into(region)},
            {"proxy", 'x', "FILE", "", plugin::into(proxy)},
            {"voms", 'X', "", "", plugin::flag(voms)},
        };
        for (const auto& part : {site_option_table(options),
                                 plugin::common_option_table(common, {"seconds", true, true})}) {
            table.insert(table.end(), part.begin(), part.end());
        }
        words.insert(words.begin(), {"check_x", "--profile-dir", folder_ + "/p", "--override-dir",
                                     folder_ + "/o"});
        std::vector<const char*> argv;
        for (const auto& word : words) {
            argv.push_back(word.c_str());
        }
        const auto given = plugin::parse_options(table, static_cast<int>(argv.size()), argv.data());
        EXPECT_TRUE(given) << given.error();
        plugin::Interrupt interrupt;
        plugin::Run run("X", plugin::Budget::of(plugin::Clock::now(), 10s, false), common,
                        interrupt);
        OptionFiller filler(table, *given);
        registered_host.reset();
        if (option_source(options, probe, host_of_endpoint_into(registered_host))(filler, run)) {
            (void)run.step("work", []() -> plugin::Checked<void> { return {}; });
            run.succeed(endpoint + ' ' + os_tpl + ' ' + vo + ' ' + region + (voms ? " voms" : "") +
                        " t=" + std::to_string(common.timeout.count()) +
                        (common.hostname.empty() ? "" : ' ' + common.hostname));
        }
        return run.render();
    }
    // Its first line, with --site.
    std::string at_site(std::vector<std::string> words = {}) {
        words.insert(words.begin(), {"--site", "Izola%20MRF"});
        const auto out = run(std::move(words));
        return out.substr(0, out.find('\n'));
    }

    std::optional<std::string> registered_host;
    ProbeSite probe{"check_x", "org.example.X", {"eu.egi.cloud.vm-management.occi"}, {}};

  private:
    std::string folder_;
};

TEST_F(ProbeSource, WithoutSiteNothingIsRead) {
    EXPECT_EQ(run({}), "X OK - - - - - t=30\n");
    EXPECT_EQ(run({"--service", "1000G0"}),
              "X UNKNOWN - --service names a service of --site: give that too\n");
}

TEST_F(ProbeSource, TheProfileFillsWhatIsNotGiven) {
    const std::string filled = "X OK - https://occi.example.org:11443/ uuid_1 - R1 t=30";
    EXPECT_EQ(at_site(), filled);
    EXPECT_EQ(at_site({"--service", "1000G0"}), filled);
    EXPECT_EQ(at_site({"-e", "https://mine/"}), "X OK - https://mine/ uuid_1 - R1 t=30");
    EXPECT_EQ(at_site({"--os_tpl", "mine"}),
              "X OK - https://occi.example.org:11443/ mine - R1 t=30");
}

TEST_F(ProbeSource, WhoseWordTheEndpointIsIsKnown) {
    using Words = std::vector<std::string>;
    const auto known = [&](const Words& words) {
        (void)at_site(words);
        return registered_host.value_or("-");
    };
    EXPECT_EQ(known({}), "occi.example.org");
    EXPECT_EQ(known({"--os-tpl", "mine"}), "occi.example.org");
    EXPECT_EQ(known({"-e", "https://mine/"}), "-");
    EXPECT_EQ(known({"-H", "mine"}), "-");
    override_with(R"({"*":{"endpoint":"https://override/"}})");
    EXPECT_EQ(known({}), "-");
    override_with(R"({"check_x":{"hostname":"override"}})");
    EXPECT_EQ(known({}), "-");
    (void)run({});
    EXPECT_FALSE(registered_host);
}

TEST_F(ProbeSource, OverridesStandBetweenHandAndProfile) {
    override_with(R"({"*":{"timeout":50,"os-tpl":"site","nosuch":"1"},
                      "check_x":{"timeout":60,"hostname":"h"},"check_y":{"os-tpl":"other"}})");
    EXPECT_EQ(at_site(), "X OK - https://occi.example.org:11443/ site - R1 t=60 h");
    EXPECT_EQ(at_site({"-t", "7", "-H", "mine"}),
              "X OK - https://occi.example.org:11443/ site - R1 t=7 mine");
    write("o", R"({"format":1,"options":{"check_x":{"voms":true,"timeout":60}},"services":{
        "1000G0":{"options":{"*":{"voms":false,"endpoint":"https://override/"}}},
        "1001G0":{"options":{"*":{"timeout":1}}}}})");
    EXPECT_EQ(at_site(), "X OK - https://override/ uuid_1 - R1 t=60");
}

// A VO without a credential would make the probe ask for a proxy.
TEST_F(ProbeSource, TheOnlyVoIsThatOfACredentialThatIsNamed) {
    EXPECT_EQ(at_site({"-x", "/p"}), "X OK - https://occi.example.org:11443/ uuid_1 ops R1 t=30");
    EXPECT_EQ(at_site({"-x", "/p", "--vo", "v"}),
              "X OK - https://occi.example.org:11443/ uuid_1 v R1 t=30");
    override_with(R"({"check_x":{"proxy":"/p"}},"vos":["a"])");
    EXPECT_EQ(at_site(), "X OK - https://occi.example.org:11443/ uuid_1 a R1 t=30");
    override_with(R"({"check_x":{"proxy":"/p"}},"vos":["a","b"])");
    EXPECT_EQ(at_site(), "X OK - https://occi.example.org:11443/ uuid_1 - R1 t=30");
}

TEST_F(ProbeSource, MistakesInOverridesNameFileAndField) {
    override_with(R"({"check_x":{"timeout":"soon"}})");
    EXPECT_EQ(at_site(), "X UNKNOWN - " + path("o") +
                             ": /options/check_x/timeout: --timeout: 'soon' is not a whole number "
                             "of seconds from 1 to 86400");
    override_with(R"({"check_x":{"nosuch":1}})");
    EXPECT_EQ(at_site(),
              "X UNKNOWN - " + path("o") +
                  ": /options/check_x/nosuch: --nosuch: this program has no such option");
    override_with(R"({"check_x":[]})");
    EXPECT_EQ(at_site(), "X UNKNOWN - " + path("o") +
                             ": /options/check_x: expected an object, found \"an array\"");
    std::filesystem::remove(path("o"));
    ASSERT_EQ(mkfifo(path("o").c_str(), 0600), 0);
    EXPECT_EQ(at_site(), "X UNKNOWN - cannot read " + path("o") + ": it is no regular file");
}

TEST_F(ProbeSource, WhatIsWrongWithTheProfileIsOurs) {
    write("p", "{\"format\":1,\n]");
    EXPECT_EQ(at_site(), "X UNKNOWN - profile " + path("p") +
                             " cannot be used: line 2, column 1: expected JSON in UTF-8, found "
                             "\"]\"; fedcloud-profiles pull makes it anew");
    write("p", test::replaced(test::sample(), "Izola MRF", "Other"));
    EXPECT_EQ(at_site(), "X UNKNOWN - " + path("p") + " is the profile of another site, Other");
    std::filesystem::remove(path("p"));
    EXPECT_EQ(at_site(), "X UNKNOWN - no profile of site Izola MRF: cannot read " + path("p") +
                             ": No such file or directory; fedcloud-profiles pull makes it");
    std::filesystem::create_directory(path("p"));
    EXPECT_EQ(at_site(), "X UNKNOWN - cannot read " + path("p") + ": it is no regular file");
}

// Of the whole profile, also where the lines of the others were left out.
TEST_F(ProbeSource, WhatIsWrongWithTheChoiceNamesWhatThereIs) {
    EXPECT_EQ(at_site({"--service", "7G0"})
                  .rfind("X UNKNOWN - site Izola MRF has no service 7G0, "
                         "but 1000G0 (",
                         0),
              0U);
    EXPECT_EQ(at_site({"--service", "1001G0"})
                  .rfind("X UNKNOWN - service 1001G0 of site Izola "
                         "MRF is of type ",
                         0),
              0U);
    probe.service_types = {"a"};
    EXPECT_EQ(at_site().rfind("X UNKNOWN - site Izola MRF has no service of type a;", 0), 0U);
}

TEST_F(ProbeSource, AServiceWithoutUrlNamesWhatToRegister) {
    write("p",
          test::replaced(test::sample(), R"("endpoint":"https://occi.example.org:11443/",)", ""));
    EXPECT_EQ(at_site(),
              "X UNKNOWN - service 1000G0 of site Izola MRF cannot be checked: GOCDB has "
              "'https://occi.example.org:11443/?image=uuid_1&amp;resource=small', which is no "
              "usable URL; register one such as https://HOST/ there (fedcloud-profiles pull then "
              "fetches it), or give --endpoint");
    EXPECT_EQ(at_site({"-e", "https://mine/"}), "X OK - https://mine/ uuid_1 - R1 t=30");
}

TEST_F(ProbeSource, RemarksAreToldInLines) {
    override_with(R"({},"disabled_metrics":["org.example.X"])");
    write("p", test::replaced(test::sample(), "2026-11-21T14:00:00Z", "2020-01-01T00:00:00Z"));
    const auto out = run({"--site", "Izola%20MRF"});
    EXPECT_NE(out.find("\nservice 1000G0 is registered as not in production\nthe profile of site "
                       "Izola MRF is "),
              std::string::npos)
        << out;
    EXPECT_NE(out.find("\norg.example.X is disabled here by " + path("o") + '\n'),
              std::string::npos)
        << out;
}

TEST_F(ProbeSource, AProbeThatNeedsTheNameAloneNeedsNoProfile) {
    probe.site_alone = true;
    EXPECT_EQ(at_site(), "X OK - https://occi.example.org:11443/ uuid_1 - R1 t=30");
    probe.service_types = {"a"};
    EXPECT_EQ(at_site(), "X OK - - - - - t=30");
    std::filesystem::remove(path("p"));
    EXPECT_EQ(at_site(), "X OK - - - - - t=30");
    override_with(R"({"check_x":{"timeout":60}})");
    EXPECT_EQ(at_site(), "X OK - - - - - t=60");
    EXPECT_EQ(at_site({"--service", "1000G0"}).rfind("X UNKNOWN - no profile of site Izola MRF", 0),
              0U);
    write("p", "garbage");
    EXPECT_EQ(at_site().rfind("X UNKNOWN - " + path("p") + ": it is no JSON", 0), 0U);
}

// A link to a file that root alone can read, in a folder that others may write.
TEST_F(ProbeSource, NothingIsQuotedOfWhatIsNoProfile) {
    write("p", "root:secret:20000::::");
    EXPECT_EQ(at_site(), "X UNKNOWN - " + path("p") +
                             ": it is no JSON: it does not begin with '{'; fedcloud-profiles pull "
                             "makes it anew");
}

TEST_F(ProbeSource, ATargetThatIsNeededComesFromSomewhere) {
    probe.site_alone = true;
    probe.needed = "hostname";
    probe.map = [](const Subject& subject, const IsSet&) -> Expected<OptionValues, std::string> {
        return OptionValues{{"hostname", subject.service.host}, {"os-tpl", "profile"}};
    };
    EXPECT_EQ(at_site(), "X OK - - profile - - t=30 occi.example.org");
    EXPECT_EQ(at_site({"-H", "mine"}), "X OK - - - - - t=30 mine");
    EXPECT_EQ(at_site({"-H", "mine", "--service", "1000G0"}), "X OK - - profile - - t=30 mine");
    override_with(R"({"check_x":{"hostname":"override"}})");
    EXPECT_EQ(at_site(), "X OK - - - - - t=30 override");
    override_with("{}");
    probe.service_types = {"a"};
    EXPECT_EQ(at_site().rfind("X UNKNOWN - no target: give --hostname; site Izola MRF has no ", 0),
              0U);
    EXPECT_EQ(at_site({"-H", "mine"}), "X OK - - - - - t=30 mine");
    std::filesystem::remove(path("p"));
    EXPECT_EQ(at_site(), "X UNKNOWN - no target: give --hostname; there is no profile " +
                             path("p") + "; fedcloud-profiles pull makes it");
    EXPECT_EQ(at_site({"-H", "mine"}), "X OK - - - - - t=30 mine");
}

TEST_F(ProbeSource, ANameLeadsToNoFileOutside) {
    EXPECT_NE(run({"--site", "../../etc/passwd"}).find("/p/%2E.%2F..%2Fetc%2Fpasswd.json"),
              std::string::npos);
    EXPECT_NE(run({"--site", "%2E%2E%2Fx"}).find("/p/%2E.%2Fx.json"), std::string::npos);
    EXPECT_EQ(
        run({"--site", std::string(1000, 'x')}).rfind("X UNKNOWN - no profile of site xxx", 0), 0U);
}

}  // namespace
}  // namespace fedcloud::site
