// What the client makes of a server's answers, in each rendering.
#include <gtest/gtest.h>

#include <deque>

#include "occi/client.hpp"

namespace fedcloud::occi {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

const std::string compute_scheme = "http://schemas.ogf.org/occi/infrastructure#";
const std::string compute_line =
    "Category: compute; scheme=\"" + compute_scheme + "\"; class=\"kind\"";

// Gives one prepared answer after the other.
class Answers : public http::Exchange {
  public:
    Expected<http::Response, http::Failed> send(const http::Request& request,
                                                const plugin::Until&) override {
        asked.push_back(request.url.to_string());
        if (answers.empty()) {
            return Unexpected{http::Failed{plugin::Fault::service("no answer"), true}};
        }
        auto answer = answers.front();
        answers.pop_front();
        answer.url = request.url;
        return answer;
    }
    plugin::Fault refused(const http::Response&, const std::string& what) const override {
        return plugin::Fault::ours(what);
    }

    std::deque<http::Response> answers;
    std::vector<std::string> asked;
};

class ClientAnswers : public testing::Test {
  protected:
    ClientAnswers() {
        Category kind;
        kind.term = "compute";
        kind.scheme = compute_scheme;
        kind.category_class = CategoryClass::kind;
        kind.location = "/vm/";
        model.categories = {kind};
        machine.categories = {kind};
        machine.attributes = {{"occi.core.title", {AttributeValue::Type::string, "ours"}}};
        settings.endpoint = *net::parse_url("https://occi.example.org/");
    }
    void answer(int status, const std::string& type, const std::string& body,
                Headers headers = {}) {
        http::Response response;
        response.status = status;
        response.headers = std::move(headers);
        response.headers.emplace_back("Content-Type", type);
        response.body = body;
        http.answers.push_back(std::move(response));
    }
    Created create() { return *Client(http, settings).create(model, machine, until()); }
    std::string created() {
        const auto made = create();
        return made.location ? made.location->to_string() : made.remarks.front();
    }
    Answer<std::vector<net::Url>> list() {
        return Client(http, settings).list(model, compute_id, until());
    }
    std::string list_fault() {
        const auto listed = list();
        return listed ? "none" : listed.error().fault.text;
    }
    static plugin::Until until() { return {plugin::Deadline::in(std::chrono::seconds(5)), -1}; }

    Answers http;
    ClientSettings settings;
    Model model;
    Entity machine;
};

TEST_F(ClientAnswers, TheLocationOfWhatWasCreatedMayStandInManyPlaces) {
    answer(201, "text/html", "<p>", {{"Location", "/vm/1"}});
    EXPECT_EQ(created(), "https://occi.example.org/vm/1");
    answer(201, "text/plain", "X-OCCI-Location: https://occi.example.org/vm/2\n");
    EXPECT_EQ(created(), "https://occi.example.org/vm/2");
    answer(201, "text/uri-list", "https://occi.example.org/vm/3\r\n");
    EXPECT_EQ(created(), "https://occi.example.org/vm/3");
    answer(201, "text/occi", "", {{"X-OCCI-Location", "https://occi.example.org/vm/4"}});
    EXPECT_EQ(created(), "https://occi.example.org/vm/4");
}

// OCCI 1.2 text rendering; but not if it shows somebody else's.
TEST_F(ClientAnswers, TheNewInstanceItselfMayBeTheAnswer) {
    const auto rendered = [](const std::string& title) {
        return compute_line +
               "\nX-OCCI-Attribute: occi.core.id=\"77\"\nX-OCCI-Attribute: "
               "occi.core.title=\"" +
               title + "\"\n";
    };
    answer(200, "text/plain", rendered("ours"));
    EXPECT_EQ(created(), "https://occi.example.org/vm/77");
    answer(200, "text/plain", rendered("theirs"));
    EXPECT_EQ(created(), "the answer to the create does not say where the new instance is");
}

TEST_F(ClientAnswers, ACreateWithoutAUsableLocationHasHappenedAllTheSame) {
    answer(201, "text/html", "<p>done</p>");
    EXPECT_EQ(created(), "the answer to the create does not say where the new instance is");
    answer(201, "text/plain", "", {{"Location", "https://user:word@occi.example.org/vm/1"}});
    const auto made = create();
    EXPECT_FALSE(made.location);
    ASSERT_EQ(made.remarks.size(), 1U);
    EXPECT_NE(made.remarks[0].find("is no usable location"), std::string::npos) << made.remarks[0];
}

TEST_F(ClientAnswers, AnInstanceIsReadInEachRendering) {
    const auto instance = *net::parse_url("https://occi.example.org/vm/1");
    const auto title = [&] {
        const auto entity = Client(http, settings).retrieve(instance, until());
        return entity ? entity->title() : entity.error().fault.text;
    };
    answer(200, "text/plain", compute_line + "\nX-OCCI-Attribute: occi.core.title=\"a\"\n");
    EXPECT_EQ(title(), "a");
    answer(200, "text/occi", "OK",
           {{"Category", compute_line.substr(10)}, {"X-OCCI-Attribute", "occi.core.title=\"b\""}});
    EXPECT_EQ(title(), "b");
    answer(200, "application/occi+json",
           R"({"kind":")" + compute_scheme +
               R"(compute","id":"1","title":"c","attributes":{"occi.core.title":"c"}})");
    EXPECT_EQ(title(), "c");
    answer(200, "text/uri-list", "https://occi.example.org/vm/1\r\n");
    EXPECT_NE(title().find("its type is 'text/uri-list', which is no OCCI rendering"),
              std::string::npos);
}

TEST_F(ClientAnswers, TheModelMayComeInHeaders) {
    answer(200, "text/occi", "OK", {{"Category", compute_line.substr(10)}});
    const auto read = Client(http, settings).query(until());
    ASSERT_TRUE(read);
    EXPECT_NE(read->find(compute_id), nullptr);
    EXPECT_EQ(http.asked, std::vector<std::string>{"https://occi.example.org/-/"});
}

TEST_F(ClientAnswers, AnEmptyListAndNoList) {
    answer(204, "text/plain", "");
    const auto none = list();
    ASSERT_TRUE(none);
    EXPECT_TRUE(none->empty());
    EXPECT_EQ(http.asked.back(), "https://occi.example.org/vm/") << "where the model says";
    answer(200, "text/html", "<p>welcome</p>");
    EXPECT_NE(list_fault().find("its type is 'text/html'"), std::string::npos);
    answer(200, "text/uri-list", "https://user:word@occi.example.org/vm/1\r\n");
    EXPECT_NE(list_fault(), "none");
    EXPECT_EQ(list_fault(), "no answer");
}

TEST_F(ClientAnswers, TheServersOwnWordsAreQuoted) {
    answer(500, "text/plain", "a trace", {{"X-OCCI-Error", "the quota\x1b[2J is used up"}});
    const auto fault = list_fault();
    EXPECT_NE(fault.find("HTTP 500 from GET https://occi.example.org/vm/: the quota"),
              std::string::npos)
        << fault;
    EXPECT_EQ(fault.find('\x1b'), std::string::npos);
    answer(502, "text/html; charset=utf-8", "<html>Bad Gateway</html>");
    EXPECT_NE(list_fault().find(": (an HTML page)"), std::string::npos);
    answer(401, "text/plain", "who are you?");
    const auto refused = list();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fault.blame, plugin::Blame::ours) << "the login decides whose it is";
}

}  // namespace
}  // namespace fedcloud::occi
