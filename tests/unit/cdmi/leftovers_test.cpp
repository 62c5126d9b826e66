// What earlier runs left behind goes, and nothing else.
#include "leftovers.hpp"
#include "check_setup.hpp"
#include "cleanup/instance.hpp"
#include "cleanup/journal.hpp"
#include "cleanup/name.hpp"

namespace fedcloud::cdmi {
namespace {

using namespace std::chrono_literals;
using cleanup::Name;

class LeftoversTest : public CheckTest {
  protected:
    // A container as a run of `instance` made it, so long ago.
    std::string put_container(const std::string& instance, std::chrono::seconds age) {
        auto name = Name::fresh("fedcloud-probe", instance, Name::Randomness::bits_128);
        name.created -= age;
        server.things["/cdmi/" + name.title() + '/'] = nlohmann::json::object();
        return name.title();
    }
    std::string own() const { return cleanup::find_instance(common.state_dir)->id; }
    std::string path_of(const std::string& title) const { return "/cdmi/" + title + '/'; }
    void note_in_journal(const std::string& title, const std::string& endpoint) {
        auto journal = *cleanup::Journal::open(common.state_dir);
        ASSERT_TRUE(journal.begin({journal_kind, endpoint, title, "", {}, "http://elsewhere/x/"}));
    }
};

TEST_F(LeftoversTest, OfTheJournalWithWhatIsInThem) {
    const auto title = put_container(own(), 1min);
    server.things[path_of(title) + "object-text"] = {{"value", "x"}};
    note_in_journal(title, server.url());
    EXPECT_EQ(run(), State::ok) << output;
    EXPECT_TRUE(says("leftover of an earlier run removed: " + title)) << output;
    expect_nothing_left();
}

TEST_F(LeftoversTest, ThatAreGoneAlready) {
    auto name = Name::fresh("x", own(), Name::Randomness::bits_128);
    name.created -= 2h;
    note_in_journal(name.title(), server.url());
    EXPECT_EQ(run(), State::ok) << output;
    EXPECT_FALSE(says("leftover of")) << output;
    expect_nothing_left();
}

// The answer to a PUT was lost, and what it creates shows only after the next run has looked.
TEST_F(LeftoversTest, ThatComeLate) {
    const auto title = Name::fresh("x", own(), Name::Randomness::bits_128).title();
    note_in_journal(title, server.url());
    EXPECT_EQ(run(), State::ok) << output;
    EXPECT_EQ(entries(), 1U);
    server.things[path_of(title)] = nlohmann::json::object();
    EXPECT_EQ(run(), State::ok) << output;
    EXPECT_TRUE(says("leftover of an earlier run removed: " + title)) << output;
    expect_nothing_left();
}

TEST_F(LeftoversTest, OldOnesWithOurNameAreFoundWithoutTheJournal) {
    const auto old = put_container(own(), 2h);
    const auto recent = put_container(own(), 1min);
    const auto others = put_container("0123456789abcdef", 2h);
    server.things["/cdmi/photos/"] = nlohmann::json::object();
    EXPECT_EQ(run(), State::ok) << output;
    EXPECT_TRUE(says("leftover of an earlier run removed: " + old)) << output;
    EXPECT_EQ(server.things.size(), 3U);
    EXPECT_EQ(server.things.count(path_of(recent)), 1U);
    EXPECT_EQ(server.things.count(path_of(others)), 1U);
    EXPECT_EQ(server.things.count("/cdmi/photos/"), 1U);
}

TEST_F(LeftoversTest, WithSomethingForeignInThemStay) {
    const auto title = put_container(own(), 2h);
    server.things[path_of(title) + "thesis.tex"] = {{"value", "x"}};
    note_in_journal(title, server.url());
    EXPECT_EQ(run(), State::warning) << output;
    EXPECT_TRUE(says("holds 'thesis.tex', which we did not put there")) << output;
    EXPECT_EQ(server.things.size(), 2U);
    EXPECT_EQ(entries(), 1U);
}

TEST_F(LeftoversTest, UnderAnotherNameStay) {
    const auto title = put_container(own(), 1min);
    note_in_journal(title, server.url());
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        return call.is("GET", title) ? std::optional(reply(200, {{"objectName", "photos/"}},
                                                           "application/cdmi-container"))
                                     : std::nullopt;
    };
    EXPECT_EQ(run(), State::warning) << output;
    EXPECT_TRUE(says("shows the name 'photos', which is not ours: it is left alone")) << output;
    EXPECT_EQ(server.things.size(), 1U);
}

TEST_F(LeftoversTest, OfAnotherEndpointAreNotOfThisOne) {
    const auto title = put_container(own(), 1min);
    note_in_journal(title, "http://other.example.org/cdmi/");
    EXPECT_EQ(run(), State::ok) << output;
    EXPECT_EQ(server.things.size(), 1U);
    EXPECT_EQ(entries(), 1U);
}

// A name that would lead out of the endpoint is none of ours, whatever it ends in.
TEST_F(LeftoversTest, ThatTheServerPlacesElsewhereAreNotGoneTo) {
    const auto evil = "../../home/x-" + own() + "-5f000000-" + std::string(32, 'a');
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        EXPECT_EQ(call.path.find("home"), std::string::npos) << call.path;
        return call.method == "GET" && call.path == "/cdmi/"
                   ? std::optional(
                         reply(200, {{"children", {evil + '/'}}}, "application/cdmi-container"))
                   : std::nullopt;
    };
    EXPECT_EQ(run(), State::ok) << output;
    expect_nothing_left();
}

// SNIA's reference server cannot list its root.
TEST_F(LeftoversTest, ARootThatCannotBeListed) {
    (void)own();
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        return call.method == "GET" && call.path == "/cdmi/" ? std::optional(reply(500))
                                                             : std::nullopt;
    };
    EXPECT_EQ(run(), State::ok) << output;
    EXPECT_TRUE(says("the endpoint's container cannot be listed: HTTP 500")) << output;
    expect_nothing_left();
}

}  // namespace
}  // namespace fedcloud::cdmi
