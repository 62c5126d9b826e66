// Servers that lie, lose or corrupt: found out by what is read back, and nothing is left behind.
#include <fmt/format.h>

#include <atomic>

#include "check_setup.hpp"

namespace fedcloud::cdmi {
namespace {

class FaultsTest : public CheckTest {
  protected:
    void expect_critical(const std::string& text) {
        EXPECT_EQ(run(), State::critical) << output;
        EXPECT_TRUE(says(text)) << output;
    }
};

// SNIA's reference server answers 200 to an update.
TEST_F(FaultsTest, AnUpdateThatChangesNothing) {
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        const bool update = call.is("PUT", "object-text") && server.things.count(call.path) != 0;
        return update ? std::optional(reply(200)) : std::nullopt;
    };
    expect_critical("update: the update of the text object was accepted, but ");
    EXPECT_TRUE(says("it still has the old value"));
    expect_nothing_left();
}

TEST_F(FaultsTest, ACorruptedValue) {
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        if (call.is("PUT", "object-binary")) {
            const auto reaction = server.do_call(call);
            auto bytes = *auth::from_base64(call.body["value"].get<std::string>());
            bytes.resize(bytes.find('\0'));  // as a C string would keep it
            server.things[call.path]["value"] = auth::base64(bytes);
            return reaction;
        }
        return std::nullopt;
    };
    expect_critical("read: the binary object does not hold what was written to it: 288 bytes");
    expect_nothing_left();
}

TEST_F(FaultsTest, AValueThatAChangeOfMetadataAlwaysLoses) {
    std::string text;
    int puts = 0;
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        if (call.is("PUT", "object-text") && ++puts > 2) {
            server.things[call.path]["metadata"] = call.body["metadata"];
            server.things[call.path]["value"] = "";
            return reply(204);
        }
        return std::nullopt;
    };
    expect_critical("metadata: a change of metadata loses the value");
    expect_nothing_left();
}

TEST_F(FaultsTest, ADeleteThatDeletesNothing) {
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        return call.is("DELETE", "object-binary") ? std::optional(reply(200)) : std::nullopt;
    };
    expect_critical(
        "object-binary is still there although its delete was accepted; container fedcloud-probe-");
    EXPECT_EQ(entries(), 1U);
    EXPECT_EQ(server.things.size(), 2U) << "the container with one object";
    server.before = nullptr;
    EXPECT_EQ(run(), State::ok) << output;
    EXPECT_TRUE(says("leftover of an earlier run removed: fedcloud-probe-")) << output;
    expect_nothing_left();
}

// Said to be gone, and it is not.
TEST_F(FaultsTest, ADeleteThatIsToldOfNothing) {
    int deletes = 0;
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        return call.method == "DELETE" && ++deletes % 2 == 1 ? std::optional(reply(404))
                                                             : std::nullopt;
    };
    EXPECT_EQ(run(), State::ok) << output;
    expect_nothing_left();
}

// A container that nobody has deleted does not go.
TEST_F(FaultsTest, AContainerThatVanishes) {
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        if (call.method == "DELETE" && call.path.back() == '/') {
            server.things.clear();
        }
        return std::nullopt;
    };
    expect_critical("the container is said not to exist although it was there a moment ago");
    EXPECT_EQ(entries(), 1U);
}

// osaddon's 401 carries a container that looks complete.
TEST_F(FaultsTest, ARefusalWithABodyLikeASuccess) {
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        if (call.method != "PUT") {
            return std::nullopt;
        }
        return Reaction{answer(R"({"objectType":"application/cdmi-container","objectName":"x/",)"
                               R"("children":[],"completionStatus":"Complete"})",
                               "WWW-Authenticate: Swift realm=\"AUTH_test\"\r\n", 401)};
    };
    EXPECT_EQ(run(), State::unknown) << output;
    EXPECT_TRUE(says("the service wants a log-in")) << output;
    expect_nothing_left();
}

TEST_F(FaultsTest, ALostAnswerToTheCreate) {
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        if (call.is("PUT", "/cdmi/fedcloud-probe-") && call.path.back() == '/') {
            (void)server.do_call(call);
            return Reaction{"", false, true};
        }
        return std::nullopt;
    };
    expect_critical("create: PUT ");
    expect_nothing_left();
}

// As proxies answer to what the server behind them has done.
TEST_F(FaultsTest, ARefusalOfACreateThatWasDone) {
    for (const int status : {408, 409, 429}) {
        SCOPED_TRACE(status);
        server.before = [&](const Call& call) -> std::optional<Reaction> {
            if (call.is("PUT", "/cdmi/fedcloud-probe-") && call.path.back() == '/') {
                (void)server.do_call(call);
                return reply(status);
            }
            return std::nullopt;
        };
        expect_critical(fmt::format("create: HTTP {} from PUT ", status));
        expect_nothing_left();
    }
}

TEST_F(FaultsTest, ARefusalOfACreateThatWasNotDone) {
    const auto entries_after = [&](int status) {
        server.before = [status](const Call& call) -> std::optional<Reaction> {
            return call.method == "PUT" ? std::optional(reply(status)) : std::nullopt;
        };
        expect_critical(fmt::format("create: HTTP {} from PUT ", status));
        return entries();
    };
    EXPECT_EQ(entries_after(400), 0U);
    EXPECT_EQ(entries_after(429), 1U) << "it may still come";
}

TEST_F(FaultsTest, ACreateThatCreatesNothing) {
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        return call.method == "PUT" ? std::optional(reply(201)) : std::nullopt;
    };
    expect_critical("create: the container was accepted, but ");
    EXPECT_TRUE(says("s later it is not there: HTTP 404 from GET "));
    EXPECT_EQ(entries(), 1U) << "it may still come";
}

TEST_F(FaultsTest, AnObjectThatIsNotListed) {
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        if (call.method != "GET" || call.path.back() != '/' || server.things.size() < 3) {
            return std::nullopt;
        }
        return reply(200, {{"children", {"object-binary"}}}, "application/cdmi-container");
    };
    expect_critical("list: the container does not list object-text");
    expect_nothing_left();
}

TEST_F(FaultsTest, NothingForeignIsDeleted) {
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        if (call.is("PUT", "object-text")) {
            auto foreign = call.path;
            foreign.replace(foreign.rfind('/') + 1, std::string::npos, "thesis.tex");
            server.things[foreign] = {{"value", "years of work"}};
        }
        return std::nullopt;
    };
    expect_critical("holds 'thesis.tex', which we did not put there: it is left alone");
    EXPECT_EQ(server.things.size(), 4U) << "nothing was deleted";
}

TEST_F(FaultsTest, OneFailureIsSurvivedAndTold) {
    int looks = 0;
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        return call.is("GET", "object-text") && ++looks == 1 ? std::optional(reply(503))
                                                             : std::nullopt;
    };
    EXPECT_EQ(run(), State::warning) << output;
    EXPECT_TRUE(says("a request failed and was repeated: HTTP 503 from GET ")) << output;
    expect_nothing_left();
}

TEST_F(FaultsTest, TheServerSaysThatItCannot) {
    server.capabilities["container/"]["cdmi_create_container"] = "false";
    expect_critical("the server says that it cannot do what this is about: cdmi_create_container");
    for (const auto& call : server.log) {
        EXPECT_EQ(call.substr(0, 3), "GET") << call;
    }
}

}  // namespace
}  // namespace fedcloud::cdmi
