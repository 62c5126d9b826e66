// Which copy may be shown, and when none may.
#include "page/cache.hpp"

#include <sys/stat.h>

#include "setup.hpp"

namespace fedcloud::page {
namespace {

using namespace std::chrono_literals;
using plugin::Fault;

TEST_F(CacheTest, ACopyLivesAsLongAsItMay) {
    auto one = cache();
    EXPECT_FALSE(one.at_hand(now));
    store(one, page_of(now));
    EXPECT_EQ(body_of(one.at_hand(now)), "body");
    EXPECT_EQ(body_of(one.at_hand(now + 59min)), "body");
    EXPECT_EQ(body_of(one.at_hand(now + 61min)), "nothing");
    EXPECT_EQ(body_of(one.last_good()), "body");
    // A clock that was an hour fast wrote it: nobody knows how old it is.
    EXPECT_EQ(body_of(one.at_hand(now - 10min)), "nothing");
}

TEST_F(CacheTest, WithACertificateThatEndsItEndsToo) {
    auto one = cache();
    auto entry = page_of(now);
    std::get<Page>(entry.outcome).ends = now + 10min;
    store(one, entry);
    EXPECT_EQ(body_of(one.at_hand(now + 9min)), "body");
    EXPECT_EQ(body_of(one.at_hand(now + 11min)), "nothing");
}

TEST_F(CacheTest, AFailureLivesAMinuteAndKeepsTheLastGoodCopy) {
    auto one = cache();
    store(one, page_of(now - 2h));
    store(one, {now, Fault::service("refused")}, false);
    const auto failed = one.at_hand(now + 30s);
    ASSERT_TRUE(failed);
    EXPECT_EQ(std::get<Fault>(failed->outcome).text, "refused");
    EXPECT_FALSE(one.at_hand(now + 61s));
    EXPECT_EQ(body_of(one.last_good()), "body");
    store(one, page_of(now + 40s, "new"));
    EXPECT_EQ(body_of(one.at_hand(now + 41s)), "new");
}

// A page about some maintenance is shown for a minute, not for an hour.
TEST_F(CacheTest, APageThatIsNotGoodLivesAMinuteToo) {
    auto one = cache();
    store(one, page_of(now, "maintenance"), false);
    EXPECT_EQ(body_of(one.at_hand(now + 30s)), "maintenance");
    EXPECT_EQ(body_of(one.at_hand(now + 61s)), "nothing");
    EXPECT_EQ(body_of(one.last_good()), "nothing");
}

TEST_F(CacheTest, AShortLifeHoldsForFailuresAsWell) {
    settings.ttl = 10s;
    auto one = cache();
    store(one, {now, Fault::service("refused")}, false);
    EXPECT_TRUE(one.at_hand(now + 9s));
    EXPECT_FALSE(one.at_hand(now + 11s));
}

TEST_F(CacheTest, OthersHaveCopiesOfTheirOwn) {
    auto one = cache();
    store(one, page_of(now));
    EXPECT_EQ(body_of(cache("http://host/other").at_hand(now)), "nothing");
    EXPECT_EQ(body_of(cache("http://host/page", "renewed").at_hand(now)), "nothing");
    EXPECT_EQ(body_of(cache().at_hand(now)), "body");
}

// Two URLs whose names in the folder are the same.
TEST_F(CacheTest, ACollisionIsNoMixUp) {
    auto one = cache();
    store(one, page_of(now));
    auto other = cache("http://host/other");
    std::filesystem::rename(one.path(), other.path());
    EXPECT_EQ(body_of(other.at_hand(now)), "nothing");
}

TEST_F(CacheTest, WhatWasDamagedIsNotTaken) {
    auto one = cache();
    store(one, page_of(now));
    const auto path = file();
    std::filesystem::resize_file(path, std::filesystem::file_size(path) - 1);
    EXPECT_EQ(body_of(one.at_hand(now)), "nothing");
    std::ofstream(path, std::ios::trunc) << "";
    EXPECT_EQ(body_of(one.at_hand(now)), "nothing");
    std::filesystem::remove(path);
    std::filesystem::create_symlink("/etc/passwd", path);
    EXPECT_EQ(body_of(one.at_hand(now)), "nothing");
}

TEST_F(CacheTest, WhatOthersCouldHaveWrittenIsNotTaken) {
    auto one = cache();
    store(one, page_of(now));
    ASSERT_EQ(chmod(file().c_str(), 0666), 0);
    EXPECT_EQ(body_of(one.at_hand(now)), "nothing");
    ASSERT_EQ(chmod(file().c_str(), 0600), 0);
    EXPECT_EQ(body_of(one.at_hand(now)), "body");
    if (geteuid() == 0 && chown(file().c_str(), 65534, 65534) == 0) {
        EXPECT_EQ(body_of(one.at_hand(now)), "nothing");
    }
}

TEST_F(CacheTest, NothingIsSharedWithoutATimeToLive) {
    settings.ttl = 0s;
    settings.state_dir = folder / "none";
    const auto one = cache();
    EXPECT_FALSE(one.is_shared());
    EXPECT_EQ(one.problem(), "");
    EXPECT_FALSE(one.at_hand(now));
    EXPECT_FALSE(std::filesystem::exists(settings.state_dir)) << "nothing is created";
}

TEST_F(CacheTest, WithoutAFolderThereIsAProblemAndNoMore) {
    std::ofstream(folder / "file") << "x";
    settings.state_dir = folder / "file";
    const auto one = cache();
    EXPECT_FALSE(one.is_shared());
    EXPECT_NE(one.problem().find("state folder"), std::string::npos) << one.problem();
}

}  // namespace
}  // namespace fedcloud::page
