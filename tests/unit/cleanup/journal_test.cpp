// The journal, names, the instance, and the reaper that works from them.
#include "cleanup/journal.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "cleanup/instance.hpp"
#include "cleanup/name.hpp"
#include "cleanup/reaper.hpp"

namespace fedcloud::cleanup {
namespace {

using namespace std::chrono_literals;

const std::string endpoint = "https://occi.example.org:11443/";

class JournalTest : public testing::Test {
  protected:
    void SetUp() override {
        std::string pattern = (std::filesystem::temp_directory_path() / "journal-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder = pattern;
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    Entry entry(std::chrono::seconds age = 0s) const {
        auto name = Name::fresh("test", "0123456789abcdef");
        name.created -= age;
        return {"occi-compute", endpoint, name.title(), random_uuid(), name.created, ""};
    }
    // An entry whose run has been killed.
    std::string orphan(const std::string& location, std::chrono::seconds age = 0s) {
        auto journal = *Journal::open(folder);
        auto record = *journal.begin(entry(age));
        if (!location.empty()) {
            EXPECT_TRUE(record.set_location(location));
        }
        return record.entry().title;
    }
    std::size_t entries() const {
        const std::filesystem::directory_iterator files(folder + "/journal");
        return static_cast<std::size_t>(std::distance(begin(files), end(files)));
    }

    std::string folder;
};

TEST(Names, ComeBackFromTheirTitle) {
    const auto name = Name::fresh("EGI SAM/ops", "0123456789abcdef");
    EXPECT_EQ(name.prefix, "EGI-SAM-ops");
    const auto again = Name::parse(name.title());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->title(), name.title());
    EXPECT_EQ(again->instance, "0123456789abcdef");
    EXPECT_LE(name.hostname().size(), 63U);
    EXPECT_EQ(name.hostname().find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"),
              std::string::npos);
    EXPECT_TRUE(name.hostname().front() >= 'a' && name.hostname().front() <= 'z')
        << name.hostname();
    EXPECT_NE(Name::fresh("x", "0123456789abcdef").title(),
              Name::fresh("x", "0123456789abcdef").title());
    const auto longer = Name::fresh(std::string(80, 'x'), "0123456789abcdef");
    EXPECT_EQ(longer.hostname().size(), 63U);
}

TEST(Names, WithTwiceAsMuchRandomness) {
    const auto name = Name::fresh("x", "0123456789abcdef", Name::Randomness::bits_128);
    EXPECT_EQ(name.random.size(), 32U);
    const auto again = Name::parse(name.title());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->title(), name.title());
    EXPECT_FALSE(Name::parse(name.title().substr(0, name.title().size() - 1)));
    EXPECT_FALSE(Name::parse(name.title() + "0"));
}

TEST(Names, OfATimeBeyondTheClockAreNone) {
    const auto title = [](const std::string& time) {
        return "probe-0123456789abcdef-" + time + "-0123456789abcdef";
    };
    EXPECT_TRUE(Name::parse(title("218711a00")));  // 9,000,000,000 s
    EXPECT_FALSE(Name::parse(title("218711a01")));
    EXPECT_FALSE(Name::parse(title("7fffffffffffffff")));
}

TEST(Names, OfOthersAreNone) {
    for (const auto* title :
         {"", "a user's machine", "EGI-SAM", "x-0123456789abcdef-5f000000-0123456789abcde",
          "x-0123456789abcdeF-5f000000-0123456789abcdef", "x-0123456789abcdef--0123456789abcdef",
          "x-0123456789abcdef-zz-0123456789abcdef", "---"}) {
        EXPECT_FALSE(Name::parse(title)) << title;
    }
}

TEST(Uuid, IsVersionFour) {
    const auto uuid = random_uuid();
    EXPECT_EQ(uuid.size(), 36U);
    EXPECT_EQ(uuid[14], '4');
    EXPECT_NE(std::string("89ab").find(uuid[19]), std::string::npos);
    EXPECT_NE(uuid, random_uuid());
}

TEST_F(JournalTest, AnEntryLivesAsLongAsItsRecord) {
    auto journal = *Journal::open(folder);
    std::string title;
    {
        auto record = *journal.begin(entry());
        title = record.entry().title;
        EXPECT_TRUE(journal.is_live(title));
        EXPECT_TRUE(journal.orphans("occi-compute", endpoint).records.empty()) << "it is at work";
    }
    EXPECT_FALSE(journal.is_live(title));
    auto orphans = journal.orphans("occi-compute", endpoint);
    ASSERT_EQ(orphans.records.size(), 1U);
    EXPECT_EQ(orphans.records[0].entry().title, title);
    EXPECT_TRUE(journal.orphans("occi-compute", endpoint).records.empty()) << "taken twice";
    EXPECT_TRUE(orphans.records[0].close());
    EXPECT_EQ(entries(), 0U);
}

TEST_F(JournalTest, TheLockGoesWithAKilledProcess) {
    const pid_t child = fork();
    if (child == 0) {
        auto journal = *Journal::open(folder);
        auto record = journal.begin(entry());
        kill(getpid(), SIGKILL);
    }
    waitpid(child, nullptr, 0);
    EXPECT_EQ(Journal::open(folder)->orphans("occi-compute", endpoint).records.size(), 1U);
}

TEST_F(JournalTest, KeepsWhatALaterLineSays) {
    orphan("https://occi.example.org:11443/compute/1");
    auto orphans = Journal::open(folder)->orphans("occi-compute", endpoint);
    ASSERT_EQ(orphans.records.size(), 1U);
    EXPECT_EQ(orphans.records[0].entry().location, "https://occi.example.org:11443/compute/1");
    EXPECT_FALSE(orphans.records[0].entry().id.empty());
}

TEST_F(JournalTest, ALocationThatIsKnownBeforeIsOnDiskAtOnce) {
    auto known = entry();
    known.location = "https://cdmi.example.org/container/";
    { const auto record = *Journal::open(folder)->begin(known); }
    auto orphans = Journal::open(folder)->orphans("occi-compute", endpoint);
    ASSERT_EQ(orphans.records.size(), 1U);
    EXPECT_EQ(orphans.records[0].entry().location, known.location);
}

TEST_F(JournalTest, OtherEndpointsAndKindsAreLeftAlone) {
    orphan("");
    auto journal = *Journal::open(folder);
    EXPECT_TRUE(journal.orphans("occi-compute", "https://other/").records.empty());
    EXPECT_TRUE(journal.orphans("cdmi-container", endpoint).records.empty());
}

TEST_F(JournalTest, DamagedEntriesAreToldAndStay) {
    const auto title = orphan("");
    const auto path = folder + "/journal/" + title + ".entry";
    std::ofstream(path, std::ios::app) << "{\"location\":\"cut sho";  // a crash in the second line
    EXPECT_EQ(Journal::open(folder)->orphans("occi-compute", endpoint).records.size(), 1U);
    for (const auto* damage : {"", "x", "not json\n", "[]\n", "{}\n", "{\"kind\":1}\n"}) {
        std::ofstream(path) << damage;
        auto orphans = Journal::open(folder)->orphans("occi-compute", endpoint);
        EXPECT_TRUE(orphans.records.empty()) << damage;
        ASSERT_EQ(orphans.problems.size(), 1U) << damage;
        EXPECT_NE(orphans.problems[0].find(title), std::string::npos);
    }
    EXPECT_EQ(entries(), 1U);
}

TEST_F(JournalTest, InstanceIsMadeOnceAndKept) {
    const auto first = find_instance(folder);
    ASSERT_TRUE(first);
    EXPECT_TRUE(first->is_new);
    const auto second = find_instance(folder);
    EXPECT_FALSE(second->is_new);
    EXPECT_EQ(first->id, second->id);
    std::ofstream(folder + "/instance-id") << "rubbish\n";
    EXPECT_FALSE(find_instance(folder)) << "a new name would orphan what bears the old one";
}

// A site as the reaper sees it.
class Site : public Collection {
  public:
    plugin::Checked<Listing> list() override {
        ++lists;
        return Listing{things, complete};
    }
    plugin::Checked<bool> remove(const Thing& thing) override {
        removed.push_back(thing.title);
        if (stubborn) {
            return Unexpected{plugin::Fault::service("HTTP 500")};
        }
        const auto before = things.size();
        things.erase(std::remove_if(things.begin(), things.end(),
                                    [&](const Thing& t) { return t.location == thing.location; }),
                     things.end());
        return things.size() < before;
    }

    std::vector<Thing> things;
    std::vector<std::string> removed;
    bool complete = true;
    bool stubborn = false;
    int lists = 0;
};

class ReaperTest : public JournalTest {
  protected:
    Reaped reap_all(bool sweep = false) {
        auto journal = *Journal::open(folder);
        return *reap(journal, "occi-compute", endpoint, {"0123456789abcdef", false}, sweep, site);
    }

    Site site;
};

TEST_F(ReaperTest, ByLocationWithoutAListing) {
    const auto title = orphan("/compute/1");
    site.things = {{"/compute/1", title}, {"/compute/2", "somebody else's"}};
    EXPECT_EQ(reap_all().removed, std::vector<std::string>{title});
    EXPECT_EQ(site.lists, 0);
    EXPECT_EQ(site.things.size(), 1U);
    EXPECT_EQ(entries(), 0U);
}

TEST_F(ReaperTest, ByTitleWhereTheAnswerWasLost) {
    const auto title = orphan("");
    site.things = {{"/compute/7", title}, {"/compute/2", "somebody else's"}};
    EXPECT_EQ(reap_all().removed, std::vector<std::string>{title});
    EXPECT_EQ(site.removed, std::vector<std::string>{title});
    EXPECT_EQ(entries(), 0U);
}

TEST_F(ReaperTest, AnUnknownFateIsRememberedForAnHour) {
    orphan("");
    EXPECT_TRUE(reap_all().removed.empty());
    EXPECT_EQ(entries(), 1U) << "the create may still take effect";
    std::filesystem::remove_all(folder + "/journal");
    orphan("", 2h);
    site.complete = false;
    reap_all();
    EXPECT_EQ(entries(), 1U) << "not everything was looked at";
    site.complete = true;
    reap_all();
    EXPECT_EQ(entries(), 0U);
}

TEST_F(ReaperTest, WhatIsNotAtItsLocationMayStillCome) {
    const auto title = orphan("/compute/1");
    EXPECT_TRUE(reap_all().problems.empty());
    EXPECT_EQ(entries(), 1U);
    site.things = {{"/compute/1", title}};
    EXPECT_EQ(reap_all().removed, std::vector<std::string>{title});
    EXPECT_EQ(entries(), 0U);
    orphan("/compute/2", 2h);
    EXPECT_TRUE(reap_all().removed.empty());
    EXPECT_EQ(entries(), 0U);
}

TEST_F(ReaperTest, WhatCannotBeRemovedStaysInTheJournal) {
    const auto title = orphan("/compute/1");
    site.things = {{"/compute/1", title}};
    site.stubborn = true;
    const auto reaped = reap_all();
    EXPECT_TRUE(reaped.removed.empty());
    ASSERT_EQ(reaped.problems.size(), 1U);
    EXPECT_NE(reaped.problems[0].find("HTTP 500"), std::string::npos);
    EXPECT_EQ(entries(), 1U);
}

TEST_F(ReaperTest, SweepTakesOnlyWhatIsOursAndOldAndDone) {
    const auto title_of = [](const std::string& instance, std::chrono::seconds age) {
        auto name = Name::fresh("test", instance);
        name.created -= age;
        return name.title();
    };
    const auto ours = title_of("0123456789abcdef", 2h);
    auto journal = *Journal::open(folder);
    auto live = *journal.begin(entry(2h));
    site.things = {{"/1", ours},
                   {"/2", title_of("0123456789abcdef", 10min)},  // a run on another host, perhaps
                   {"/3", title_of("fedcba9876543210", 2h)},
                   {"/4", "a user's machine"},
                   {"/5", live.entry().title}};
    EXPECT_EQ(reap_all(true).removed, std::vector<std::string>{ours});
    EXPECT_EQ(site.things.size(), 4U);
}

}  // namespace
}  // namespace fedcloud::cleanup
