// The whole check against a server in memory.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

#include "auth/base64.hpp"
#include "cdmi_check.hpp"
#include "fake_server.hpp"
#include "plugin/interrupt.hpp"
#include "plugin/run.hpp"

namespace fedcloud::cdmi {

using plugin::State;

class CheckTest : public testing::Test {
  protected:
    void SetUp() override {
        std::string pattern = (std::filesystem::temp_directory_path() / "cdmi-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        common.state_dir = pattern;
        common.timeout = std::chrono::seconds(3);
        common.verbosity = 1;
        options.endpoint = server.url();
        options.login.method = auth::Method::none;
    }
    void TearDown() override { std::filesystem::remove_all(common.state_dir); }

    State run() {
        plugin::Interrupt interrupt;
        plugin::Run one("CDMI-CRUD", plugin::Budget::of(plugin::Clock::now(), common.timeout, true),
                        common, interrupt);
        check(options, one);
        output = one.render();
        return one.state();
    }
    bool says(const std::string& text) const { return output.find(text) != std::string::npos; }
    std::size_t entries() const {
        const auto folder = common.state_dir + "/journal";
        std::size_t count = 0;
        for (const auto& file : std::filesystem::directory_iterator(folder)) {
            count += file.is_regular_file() ? 1U : 0U;
        }
        return count;
    }
    // What every run must leave: an empty server and an empty journal.
    void expect_nothing_left() const {
        EXPECT_TRUE(server.things.empty()) << server.things.begin()->first;
        EXPECT_EQ(entries(), 0U);
    }

    FakeServer server;
    Options options;
    plugin::CommonOptions common;
    std::string output;
};

}  // namespace fedcloud::cdmi
