// What servers do otherwise than the standard asks is survived and told, never taken for success.
#include "check_setup.hpp"

namespace fedcloud::cdmi {
namespace {

using Json = nlohmann::json;

class DeviationsTest : public CheckTest {
  protected:
    void expect_survived(const std::string& text) {
        EXPECT_EQ(run(), State::ok) << output;
        EXPECT_TRUE(says(text)) << output;
        expect_nothing_left();
    }
};

// osaddon takes no list of versions.
TEST_F(DeviationsTest, OneVersionAlone) {
    server.takes_version = "1.0.1";
    expect_survived("the list of versions '1.0.1, 1.0.2, 1.1, 1.1.1' is refused, 1.0.1 alone");
    EXPECT_TRUE(says("s, version 1.0.1\n")) << output;
}

// osaddon: a PUT without a value makes an empty object of it.
TEST_F(DeviationsTest, MetadataAloneLosesTheValue) {
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        if (call.is("PUT", "object-text") && !call.body.contains("value")) {
            server.things[call.path] = call.body;
            server.things[call.path]["value"] = "";
            return reply(201);
        }
        return std::nullopt;
    };
    expect_survived("a change of metadata alone loses the value");
    EXPECT_TRUE(says("an update of a data object answers 201")) << output;
}

TEST_F(DeviationsTest, MetadataAloneIsRefused) {
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        if (call.is("PUT", "object-text") && !call.body.contains("value")) {
            return reply(400);
        }
        return std::nullopt;
    };
    expect_survived("metadata alone cannot be changed: HTTP 400");
}

// SNIA's reference server knows no valuetransferencoding.
TEST_F(DeviationsTest, NoTransferEncoding) {
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        if (call.method == "PUT" && call.body.contains("valuetransferencoding")) {
            return reply(400);
        }
        return std::nullopt;
    };
    expect_survived("valuetransferencoding is refused");
    EXPECT_TRUE(says("binary values cannot be written through CDMI")) << output;
}

// Nor does it answer JSON to the registered media type.
TEST_F(DeviationsTest, TheBareValueForTheRegisteredType) {
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        if (call.is("GET", "/object-") && server.things.count(call.path) != 0 &&
            call.header("Content-Type") == "application/cdmi-object") {
            return Reaction{answer(server.things[call.path]["value"].get<std::string>(),
                                   "Content-Type: text/plain\r\n")};
        }
        if (call.is("PUT", "/object-")) {
            auto usual = call;
            usual.head = "\r\nContent-Type: application/cdmi-object\r\n";
            return server.do_call(usual);
        }
        return std::nullopt;
    };
    expect_survived("only where it is asked for as application/vnd.org.snia.cdmi-object");
}

// Stoxy tells every value in base64; osaddon breaks it into lines.
TEST_F(DeviationsTest, EveryValueInBase64WithLineBreaks) {
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        auto* thing = server.things.count(call.path) == 0 ? nullptr : &server.things[call.path];
        if (call.is("GET", "object-text") && thing != nullptr) {
            auto body = *thing;
            auto text = auth::base64(body["value"].get<std::string>());
            body["value"] = text.insert(8, "\n");
            body.erase("valuetransferencoding");
            return reply(200, body, "application/cdmi-object");
        }
        return std::nullopt;
    };
    expect_survived("the value of the text object is told in base64, its valuetransferencoding is");
}

// The children of the endpoint are listed only when leftovers are looked for.
TEST_F(DeviationsTest, NoCapabilitiesAtAll) {
    server.capabilities.clear();
    expect_survived("tells no capabilities");
}

TEST_F(DeviationsTest, WhatIsNotAdvertisedIsNotDemanded) {
    server.capabilities["dataobject/"].erase("cdmi_modify_metadata");
    server.capabilities["dataobject/"]["cdmi_modify_value"] = false;
    server.capabilities["container/"].erase("cdmi_list_children");
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        const bool update = call.is("PUT", "object-") && server.things.count(call.path) != 0;
        return update ? std::optional(reply(400)) : std::nullopt;
    };
    expect_survived("not advertised, and so not tried: cdmi_modify_metadata");
    EXPECT_TRUE(says("not advertised, and so not tried: cdmi_modify_value"));
    EXPECT_TRUE(says("not advertised, and so not tried: cdmi_list_children"));
}

// By the standard that means that it cannot be done; INDIGO advertises none of it.
TEST_F(DeviationsTest, WhatNobodyCanDoWithoutIsTriedAllTheSame) {
    server.capabilities["container/"].erase("cdmi_create_container");
    expect_survived("not advertised: cdmi_create_container (tried all the same)");
}

// Neither told nor demanded.
TEST_F(DeviationsTest, WhatNoCapabilitiesTellIsTriedAndMayFail) {
    server.capabilities.clear();
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        const bool known = server.things.count(call.path) != 0;
        if (call.is("PUT", "object-") && known && !call.body.contains("value")) {
            return reply(405);
        }
        if (call.is("PUT", "object-") && known &&
            call.body["metadata"] != server.things[call.path]["metadata"] &&
            call.body["value"] == server.things[call.path]["value"]) {
            return reply(405);
        }
        if (call.method == "GET" && known && call.path.back() == '/') {
            return reply(200, Json::object(), "application/cdmi-container");
        }
        return std::nullopt;
    };
    expect_survived("metadata cannot be changed (nor is that advertised)");
    EXPECT_TRUE(says("the container tells no children (nor is that advertised)")) << output;
}

TEST_F(DeviationsTest, UnusualStatus) {
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        if (call.method == "PUT") {
            (void)server.do_call(call);
            return reply(200);
        }
        return std::nullopt;
    };
    expect_survived("the create of a container answers 200");
    EXPECT_TRUE(says("the create of a data object answers 200"));
    EXPECT_TRUE(says("an update of a data object answers 200"));
}

TEST_F(DeviationsTest, TheFormOfAnswers) {
    server.before = [&](const Call& call) -> std::optional<Reaction> {
        if (call.method == "GET" && call.path.back() == '/' &&
            call.path.find("cdmi_capabilities") == std::string::npos &&
            server.things.count(call.path) != 0) {
            Json body{{"completionStatus", "Completed"},
                      {"children", Json::object()},
                      {"childrenRange", ""}};
            if (server.things.size() > 1) {
                body["children"] = {"object-text", "object-binary"};
            }
            return Reaction{answer(body.dump(), "Content-Type: application/json\r\n")};
        }
        return std::nullopt;
    };
    expect_survived("deviations of form: ");
    EXPECT_TRUE(says("childrenRange instead of childrenrange")) << output;
    EXPECT_TRUE(says("{} instead of [] for no children"));
    EXPECT_TRUE(says("container of type 'application/json'"));
    EXPECT_TRUE(says("no objectType, objectID, objectName, parentURI"));
}

}  // namespace
}  // namespace fedcloud::cdmi
