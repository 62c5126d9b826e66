// A state folder and a run for the tests of shared pages.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "page/cache.hpp"

namespace fedcloud::page {

class CacheTest : public testing::Test {
  protected:
    void SetUp() override {
        std::string name = testing::TempDir() + "page-XXXXXX";
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        folder = name;
        settings = {std::chrono::hours(1), 4096, folder.string()};
    }
    void TearDown() override {
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
        std::filesystem::remove_all(folder);
    }

    Cache cache(const std::string& url = "http://host/page", const std::string& stamp = "") const {
        return Cache({url, "test", stamp}, settings);
    }
    static Entry page_of(WallClock::time_point fetched, const std::string& body = "body") {
        return {fetched, Page{200, body}};
    }
    static std::string body_of(const std::optional<Entry>& entry) {
        const auto* page = entry ? std::get_if<Page>(&entry->outcome) : nullptr;
        return page == nullptr ? "nothing" : page->body;
    }
    // As if a run had put it there.
    void store(Cache& cache, const Entry& entry, bool good = true) const {
        ASSERT_TRUE(cache.lock({plugin::Deadline::in(std::chrono::seconds(5)), -1}));
        ASSERT_TRUE(cache.store(entry, good));
        cache.unlock();
    }
    // The only file that holds a page.
    std::filesystem::path file(const std::string& ending = "") const {
        for (const auto& each : std::filesystem::directory_iterator(folder)) {
            if (each.path().extension() == ending) {
                return each.path();
            }
        }
        return "missing";
    }

    std::filesystem::path folder;
    Settings settings;
    const WallClock::time_point now = WallClock::now();
};

}  // namespace fedcloud::page
