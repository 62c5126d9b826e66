// What a run tells of what earlier ones left, above all when a service fails while it is looked
// for.
#include "cleanup/leftovers.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <functional>

#include "cleanup/name.hpp"

namespace fedcloud::cleanup {
namespace {

using namespace std::chrono_literals;
using plugin::Checked;
using plugin::Fault;
using plugin::State;

const std::string kind = "occi-compute";
const std::string endpoint = "https://occi.example.org:11443/";
const std::string own = "0123456789abcdef";

// A service that answers what it is told to; what is removed is gone.
class Service : public Collection {
  public:
    Checked<Listing> list() override {
        ++lists;
        if (list_fault) {
            return Unexpected{*list_fault};
        }
        return Listing{things, true};
    }
    Checked<bool> remove(const Thing& thing) override {
        asked.push_back(thing.title);
        if (!faults.empty()) {
            const auto fault = faults.front();
            faults.pop_front();
            return Unexpected{fault};
        }
        when_removed();
        return true;
    }

    std::vector<Thing> things;
    std::optional<Fault> list_fault;
    std::deque<Fault> faults;  // of the first removals
    std::function<void()> when_removed = [] {};
    std::vector<std::string> asked;
    int lists = 0;
};

class LeftoversTest : public testing::Test {
  protected:
    void SetUp() override {
        std::string pattern = (std::filesystem::temp_directory_path() / "left-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder = pattern;
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    // What a killed run has left in the journal; its title.
    std::string orphan(const std::string& location) const {
        const auto name = Name::fresh("test", own);
        auto record = Journal::open(folder)->begin(
            {kind, endpoint, name.title(), "", name.created, location});
        EXPECT_TRUE(record);
        return name.title();
    }
    static Collection::Thing old_thing(const std::string& location) {
        auto name = Name::fresh("test", own);
        name.created -= 2h;
        return {location, name.title()};
    }
    bool ends(bool is_new = false) {
        auto journal = *Journal::open(folder);
        plugin::Run run("X", plugin::Budget::of(plugin::Clock::now(), 30s, true), options,
                        interrupt);
        const auto done = run.step("leftovers", [&] {
            return remove_leftovers({kind, endpoint, folder}, journal, {own, is_new}, service, run);
        });
        run.succeed("fine");
        output = run.render();
        state = run.state();
        return done.has_value();
    }
    bool says(const std::string& text) const { return output.find(text) != std::string::npos; }
    std::size_t entries() const {
        const std::filesystem::directory_iterator files(folder + "/journal");
        return static_cast<std::size_t>(std::distance(begin(files), end(files)));
    }

    std::string folder;
    plugin::CommonOptions options;
    plugin::Interrupt interrupt;
    Service service;
    std::string output;
    State state = State::unknown;
};

TEST_F(LeftoversTest, AreRemovedAndTold) {
    const auto title = orphan("/1");
    EXPECT_TRUE(ends());
    EXPECT_EQ(state, State::ok) << output;
    EXPECT_TRUE(says("leftover of an earlier run removed: " + title)) << output;
    EXPECT_EQ(entries(), 0U);
}

TEST_F(LeftoversTest, OfWhichOneStaysAreAWarningAndTheOthersGo) {
    orphan("/1");
    orphan("/2");
    service.faults = {Fault::service("HTTP 500")};
    EXPECT_TRUE(ends()) << "it is not what this run is about";
    EXPECT_EQ(state, State::warning) << output;
    EXPECT_TRUE(says("leftover " + service.asked.front() + " could not be removed: HTTP 500"))
        << output;
    EXPECT_TRUE(says("leftover of an earlier run removed: " + service.asked.back())) << output;
    EXPECT_EQ(entries(), 1U);
}

TEST_F(LeftoversTest, ThatCannotBeListedAreAWarning) {
    orphan("");  // to be found by its title alone
    service.list_fault = Fault::service("HTTP 503");
    EXPECT_TRUE(ends());
    EXPECT_EQ(state, State::warning) << output;
    EXPECT_TRUE(says("leftovers could not be looked for: HTTP 503")) << output;
    EXPECT_EQ(entries(), 1U);
}

TEST_F(LeftoversTest, AFailedSweepIsRepeatedByTheNextRun) {
    service.list_fault = Fault::service("HTTP 503");
    EXPECT_TRUE(ends());
    EXPECT_EQ(state, State::warning) << output;
    EXPECT_EQ(service.lists, 1);
    service.list_fault.reset();
    service.things = {old_thing("/1")};
    EXPECT_TRUE(ends());
    EXPECT_EQ(service.asked, std::vector<std::string>{service.things.front().title});
    EXPECT_EQ(service.lists, 2);
    EXPECT_TRUE(ends());
    EXPECT_EQ(service.lists, 2) << "within six hours there is no other";
}

TEST_F(LeftoversTest, ANewInstanceHasNone) {
    service.things = {old_thing("/1")};
    EXPECT_TRUE(ends(true));
    EXPECT_EQ(service.lists, 0);
    EXPECT_TRUE(ends());
    EXPECT_EQ(service.lists, 0) << "nor has it six hours later";
}

TEST_F(LeftoversTest, ASignalWhileOneIsRemovedEndsTheWhole) {
    orphan("/1");
    orphan("/2");
    service.faults = {Fault::by_signal()};
    EXPECT_FALSE(ends());
    EXPECT_EQ(state, State::unknown) << output;
    EXPECT_EQ(service.asked.size(), 1U) << "the second one is not begun";
    EXPECT_EQ(entries(), 2U);
}

TEST_F(LeftoversTest, ASignalWhileTheyAreSweptEndsTheWhole) {
    service.things = {old_thing("/1"), old_thing("/2")};
    service.faults = {Fault::by_signal()};
    EXPECT_FALSE(ends());
    EXPECT_EQ(service.asked.size(), 1U);
    service.list_fault = Fault::by_signal();
    EXPECT_FALSE(ends()) << "the sweep was not finished: this run goes on with it";
    EXPECT_EQ(service.lists, 2);
}

// It is gone from the service, and would be looked for again by each further run.
TEST_F(LeftoversTest, AnEntryThatCannotBeRemovedIsTold) {
    const auto title = orphan("/1");
    const auto path = folder + "/journal/" + title + ".entry";
    service.when_removed = [&] {
        std::filesystem::remove(path);
        std::filesystem::create_directory(path);  // which unlink() leaves alone
    };
    EXPECT_TRUE(ends());
    EXPECT_EQ(state, State::warning) << output;
    EXPECT_TRUE(says("cannot remove " + path)) << output;
}

TEST_F(LeftoversTest, MemoryIsTheJournalAndTheInstance) {
    const auto memory = open_memory(folder);
    ASSERT_TRUE(memory);
    EXPECT_TRUE(memory->instance.is_new);
    EXPECT_EQ(open_memory(folder)->instance.id, memory->instance.id);
    std::filesystem::resize_file(folder + "/instance-id", 3);
    const auto broken = open_memory(folder);
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().blame, plugin::Blame::ours);
    EXPECT_NE(broken.error().text.find(folder + "/instance-id"), std::string::npos)
        << broken.error().text;
    const auto none = open_memory("/dev/null");
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().blame, plugin::Blame::ours);
}

}  // namespace
}  // namespace fedcloud::cleanup
