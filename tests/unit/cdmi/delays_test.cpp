// What takes its time: answers of 202, things in progress, changes that show later.
#include "check_setup.hpp"

namespace fedcloud::cdmi {
namespace {

using Json = nlohmann::json;

class DelaysTest : public CheckTest {
  protected:
    void expect_ok() {
        EXPECT_EQ(run(), State::ok) << output;
        expect_nothing_left();
    }
    static Reaction accepted(const std::string& location) {
        return {answer("", location.empty() ? "" : "Location: " + location + "\r\n", 202)};
    }
};

TEST_F(DelaysTest, ACreateThatIsAcceptedAndFinishedLater) {
    int looks = 0;
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        if (call.is("PUT", "/cdmi/fedcloud-probe-") && call.path.back() == '/') {
            (void)server.do_call(call);
            return accepted(call.path);
        }
        if (call.is("GET", "/cdmi/fedcloud-probe-") && ++looks < 3) {
            return looks == 1 ? accepted("")
                              : reply(200, {{"completionStatus", "Processing"}},
                                      "application/cdmi-container");
        }
        return std::nullopt;
    };
    expect_ok();
    EXPECT_GE(looks, 3);
}

TEST_F(DelaysTest, AJobAtARelativeLocation) {
    int jobs = 0;
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        if (call.is("PUT", "object-text")) {
            (void)server.do_call(call);
            return accepted("job-1");
        }
        if (call.is("GET", "/job-1")) {
            return ++jobs < 2 ? accepted("") : reply(404);
        }
        return std::nullopt;
    };
    expect_ok();
    EXPECT_GE(jobs, 2);
}

// osaddon answers 202 to an update and has nothing pending.
TEST_F(DelaysTest, AcceptedWithNothingPending) {
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        if (call.method == "PUT") {
            (void)server.do_call(call);
            return accepted("");
        }
        return std::nullopt;
    };
    expect_ok();
}

TEST_F(DelaysTest, ALocationOnAnotherHostIsNotGoneTo) {
    FakeServer other;
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        if (call.is("PUT", "object-text")) {
            (void)server.do_call(call);
            return accepted(other.url() + "job");
        }
        return std::nullopt;
    };
    expect_ok();
    EXPECT_TRUE(says("of a 202 leads elsewhere")) << output;
    EXPECT_TRUE(other.log.empty());
}

TEST_F(DelaysTest, AnErrorAtTheEndOfIt) {
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        if (call.is("PUT", "object-binary")) {
            const auto reaction = server.do_call(call);
            server.things[call.path]["completionStatus"] = "Error: no space left";
            return reaction;
        }
        return std::nullopt;
    };
    EXPECT_EQ(run(), State::critical) << output;
    EXPECT_TRUE(says("the binary object: completionStatus is 'Error: no space left'")) << output;
    expect_nothing_left();
}

TEST_F(DelaysTest, NeverFinished) {
    common.timeout = std::chrono::seconds(2);
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        if (call.is("PUT", "object-text")) {
            const auto reaction = server.do_call(call);
            server.things[call.path]["completionStatus"] = "Processing";
            return reaction;
        }
        return std::nullopt;
    };
    EXPECT_EQ(run(), State::critical) << output;
    EXPECT_TRUE(says("the text object is still being processed after")) << output;
    expect_nothing_left();
}

// A replica that is behind: the old value is shown twice more.
TEST_F(DelaysTest, AnUpdateThatShowsLater) {
    Json old;
    int looks = 0;
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        if (call.is("PUT", "object-text") && server.things.count(call.path) != 0 && old.is_null()) {
            old = server.things[call.path];
            looks = 2;
        }
        if (call.is("GET", "object-text") && looks > 0 && !old.is_null()) {
            --looks;
            return reply(200, old, "application/cdmi-object");
        }
        return std::nullopt;
    };
    expect_ok();
    EXPECT_TRUE(says("the text object showed what was written only after 0.")) << output;
}

TEST_F(DelaysTest, ADeleteThatShowsLater) {
    int looks = 2;
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        if (call.is("GET", "object-text") && server.things.count(call.path) == 0 && looks-- > 0) {
            return reply(200, {{"value", "stale"}}, "application/cdmi-object");
        }
        return std::nullopt;
    };
    expect_ok();
}

}  // namespace
}  // namespace fedcloud::cdmi
