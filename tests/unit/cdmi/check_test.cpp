// The whole check: what a good server gets to see, and what is said of it.
#include <algorithm>

#include "check_setup.hpp"

namespace fedcloud::cdmi {
namespace {

TEST_F(CheckTest, AGoodServer) {
    EXPECT_EQ(run(), State::ok) << output;
    EXPECT_TRUE(
        says("CDMI-CRUD OK - container and data objects created, read, changed and "
             "removed in "))
        << output;
    EXPECT_FALSE(says("deviation")) << output;
    expect_nothing_left();
    for (const auto* label :
         {"total=", "connect=", "tls=", "version=", "capabilities=", "cycle=", "create=", "write=",
          "read=", "update=", "metadata=", "list=", "delete=", "requests="}) {
        EXPECT_TRUE(says(std::string(" ") + label)) << label << output;
    }
}

// cdmi-serve answers 400 to a GET or DELETE without a Content-Type; every server is told a version.
TEST_F(CheckTest, EveryRequestIsOneOfCdmi) {
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        EXPECT_EQ(call.header("Content-Type"), call.header("Accept")) << call.head;
        EXPECT_EQ(call.header("Content-Type").rfind("application/cdmi-", 0), 0U) << call.head;
        EXPECT_NE(call.header("X-CDMI-Specification-Version"), "") << call.head;
        return std::nullopt;
    };
    EXPECT_EQ(run(), State::ok) << output;
    EXPECT_GT(server.log.size(), 15U);
    EXPECT_LT(server.log.size(), 30U);
}

TEST_F(CheckTest, ContainersHave128RandomBitsAndAreRemovedLast) {
    EXPECT_EQ(run(), State::ok) << output;
    const auto put = std::find_if(server.log.begin(), server.log.end(),
                                  [](const auto& call) { return call.rfind("PUT", 0) == 0; });
    ASSERT_NE(put, server.log.end());
    const auto path = put->substr(4);
    EXPECT_EQ(path.size() - 1 - path.rfind('-') - 1, 32U) << path;
    EXPECT_EQ(server.log[server.log.size() - 2], "DELETE " + path);
    EXPECT_EQ(server.log.back(), "GET " + path) << "the proof";
}

TEST_F(CheckTest, ReadOnlyCreatesNothing) {
    options.read_only = true;
    EXPECT_EQ(run(), State::ok) << output;
    EXPECT_TRUE(says("the capabilities of " + server.url() + " were read, version 1.1.1: "));
    EXPECT_EQ(server.log.size(), 3U);
    server.capabilities["container/"].erase("cdmi_create_container");
    EXPECT_EQ(run(), State::warning) << output;
    server.capabilities["dataobject/"]["cdmi_read_value"] = false;
    EXPECT_EQ(run(), State::critical) << output;
    server.capabilities.clear();
    EXPECT_EQ(run(), State::critical) << output;
    EXPECT_TRUE(says("tells no capabilities")) << output;
    EXPECT_FALSE(std::filesystem::exists(common.state_dir + "/journal"));
}

// Onedata has its capabilities beside its spaces, and a space is what one can write to.
TEST_F(CheckTest, CapabilitiesAboveTheEndpoint) {
    server.things["/cdmi/space/"] = nlohmann::json::object();
    options.endpoint = server.url() + "space?image=old";
    EXPECT_EQ(run(), State::ok) << output;
    EXPECT_FALSE(says("deviation")) << output;
    EXPECT_EQ(server.things.size(), 1U);
}

TEST_F(CheckTest, SlowerThanItMayBe) {
    common.thresholds.warning = *plugin::Range::parse("@0:100");
    EXPECT_EQ(run(), State::warning) << output;
    EXPECT_TRUE(says("from creating to having removed it took ")) << output;
}

TEST_F(CheckTest, WhatIsOursToMend) {
    options.endpoint = "ftp://cdmi.example.org/";
    EXPECT_EQ(run(), State::unknown) << output;
    options.endpoint = server.url();
    options.login.method = auth::Method::x509;
    options.login.proxy = common.state_dir + "/none";
    EXPECT_EQ(run(), State::unknown) << output;
    EXPECT_TRUE(server.log.empty()) << "nothing is sent before our own credential was looked at";
}

}  // namespace
}  // namespace fedcloud::cdmi
