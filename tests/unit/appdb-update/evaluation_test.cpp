// A list as a whole, judged.
#include "evaluation.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "mint.hpp"
#include "samples.hpp"

namespace fedcloud::appdb_update {
namespace {

using plugin::Range;
using plugin::State;

// An hour and a half after the sample was created.
const Time now = at("2026-06-01T07:30:00Z");

Signer signer_of(const std::string& subject = "/DC=org/DC=example/CN=Alice",
                 const std::string& issuer = "/DC=org/DC=example/CN=Grid CA") {
    return {*DistinguishedName::parse(subject), *DistinguishedName::parse(issuer), subject, issuer};
}

Finding named(const std::vector<Finding>& findings, const std::string& name) {
    const auto found = std::find_if(findings.begin(), findings.end(),
                                    [&](const Finding& each) { return each.name == name; });
    EXPECT_NE(found, findings.end()) << name;
    return found == findings.end() ? Finding{} : *found;
}

// What is not as it should be.
std::vector<Finding> complaints(std::vector<Finding> findings) {
    findings.erase(std::remove_if(findings.begin(), findings.end(),
                                  [](const Finding& each) { return each.state == State::ok; }),
                   findings.end());
    return findings;
}

std::vector<Finding> judge(const ImageList& list, const Expectations& expectations = {},
                           Time time = now) {
    const auto signer = signer_of();
    return complaints(evaluate_list(list, &signer, expectations, time));
}

void expect_one(const std::vector<Finding>& findings, State state, const std::string& text,
                bool spoils) {
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].state, state);
    EXPECT_EQ(findings[0].text, text);
    EXPECT_EQ(findings[0].spoils_list, spoils);
}

TEST(Evaluation, AListThatIsGood) {
    EXPECT_TRUE(judge(sample_list()).empty());
    EXPECT_TRUE(complaints(evaluate_images(sample_list(), now)).empty());
    EXPECT_TRUE(complaints(evaluate_list(sample_list(), nullptr, {}, now)).empty());
}

TEST(Evaluation, AgeAgainstThresholdsInHours) {
    const plugin::Thresholds hours{*Range::parse("1"), *Range::parse("2")};
    expect_one(judge(sample_list(), {hours, {}}), State::warning,
               "the list was created 1.5h ago, outside the warning range 1h: AppDB has not renewed "
               "it since "
               "2026-06-01T06:00:00Z",
               false);
    expect_one(judge(sample_list(), {hours, {}}, at("2026-06-02T01:00:00Z")), State::critical,
               "the list was created 19h ago, outside the critical range 2h: AppDB has not renewed "
               "it since "
               "2026-06-01T06:00:00Z",
               false);
    // Not more than the threshold, to the second.
    EXPECT_TRUE(judge(sample_list(), {hours, {}}, at("2026-06-01T07:00:00Z")).empty());
    EXPECT_EQ(judge(sample_list(), {hours, {}}, at("2026-06-01T07:00:01Z")).size(), 1U);
    EXPECT_TRUE(judge(sample_list(), {}, at("2026-06-30T00:00:00Z")).empty());
    const plugin::Thresholds odd{*Range::parse("2:4"), std::nullopt};
    EXPECT_NE(judge(sample_list(), {odd, {}})[0].text.find("outside the warning range 2:4h"),
              std::string::npos);
}

TEST(Evaluation, CreatedInTheFuture) {
    EXPECT_TRUE(judge(sample_list(), {}, at("2026-06-01T05:58:00Z")).empty());
    expect_one(judge(sample_list(), {}, at("2026-06-01T03:00:00Z")), State::critical,
               "the list says that it was created 3h from now (2026-06-01T06:00:00Z): a clock is "
               "wrong, AppDB's or this host's",
               true);
}

TEST(Evaluation, Expired) {
    EXPECT_TRUE(judge(sample_list(), {}, at("2026-06-30T23:59:59Z")).empty());
    expect_one(judge(sample_list(), {}, at("2026-07-04T00:00:00Z")), State::critical,
               "the list expired 3d ago (2026-07-01T00:00:00Z): sites drop it", true);
    auto list = sample_list();
    list.expires = {"2499-12-31T22:00:00Z", plugin::parse_utc_time("2499-12-31T22:00:00Z")};
    const auto findings = evaluate_list(list, nullptr, {}, now);
    EXPECT_EQ(named(findings, "expires").state, State::ok);
}

TEST(Evaluation, EachMissingMember) {
    const std::vector<std::pair<std::string ImageList::*, std::string>> members{
        {&ImageList::identifier, "the list has no dc:identifier"},
        {&ImageList::version, "the list has no hv:version"},
        {&ImageList::endorser_dn, "the list does not name its endorser (hv:dn)"},
        {&ImageList::endorser_ca, "the list does not name its endorser (hv:ca)"}};
    for (const auto& [member, words] : members) {
        auto list = sample_list();
        (list.*member).clear();
        expect_one(judge(list), State::critical, words, true);
    }
    auto list = sample_list();
    list.created = {};
    expect_one(judge(list), State::critical, "the list has no dc:date:created", true);
    list = sample_list();
    list.expires = {};
    expect_one(judge(list), State::critical, "the list has no dc:date:expires", true);
    list.expires = {"soon", std::nullopt};
    expect_one(judge(list), State::critical,
               "the list's dc:date:expires is 'soon', not a time such as 2015-06-18T21:14:00Z",
               true);
}

TEST(Evaluation, TheEndorserMustHaveSigned) {
    const auto by = [](const Signer& signer) {
        return complaints(evaluate_list(sample_list(), &signer, {}, now));
    };
    expect_one(by(signer_of("/DC=org/DC=example/CN=Bob")), State::critical,
               "the list was signed by /DC=org/DC=example/CN=Bob, but names "
               "/DC=org/DC=example/CN=Alice as its endorser",
               true);
    expect_one(by(signer_of("/DC=org/DC=example/CN=Alice", "/DC=org/CN=Other CA")), State::critical,
               "the signer's certificate is of /DC=org/CN=Other CA, but the list names "
               "/DC=org/DC=example/CN=Grid CA as its endorser's CA",
               true);
    EXPECT_TRUE(by(signer_of("CN=Alice, DC=example, DC=org")).empty());
}

TEST(Evaluation, WhoIsPinned) {
    const auto pinned = [](const char* dn) {
        return judge(sample_list(), {{}, *DistinguishedName::parse(dn)});
    };
    EXPECT_TRUE(pinned("/DC=org/DC=example/CN=Alice").empty());
    expect_one(pinned("/DC=org/DC=example/CN=Bob"), State::critical,
               "the list was signed by /DC=org/DC=example/CN=Alice, who is not the one of "
               "--endorser",
               true);
}

TEST(Evaluation, Images) {
    auto list = sample_list();
    list.images.push_back(sample_image("b0000000-0000-4000-8000-000000000001"));
    list.images[0].uri.clear();
    expect_one(complaints(evaluate_images(list, now)), State::critical,
               "1 of 2 images cannot be used: Image for Harbour Pilot [Debian/12/KVM] "
               "(0d1f5b2a-6f0e-4c57-9a3b-3f5d2c8e7a10): no hv:uri",
               false);
    list.images.clear();
    expect_one(complaints(evaluate_images(list, now)), State::critical, "the list holds no image",
               false);
}

TEST(Evaluation, ExpiredImages) {
    auto list = sample_list();
    const auto later = at("2026-07-03T00:00:00Z");
    EXPECT_EQ(named(evaluate_images(list, later), "image-expiry").state, State::critical);
    list.images.push_back(sample_image("b0000000-0000-4000-8000-000000000001"));
    list.images[1].expires = {};
    expect_one(complaints(evaluate_images(list, later)), State::warning,
               "1 of 2 images has expired: Image for Harbour Pilot [Debian/12/KVM] "
               "(0d1f5b2a-6f0e-4c57-9a3b-3f5d2c8e7a10) 2d ago",
               false);
}

TEST(Evaluation, Figures) {
    auto list = sample_list();
    list.images.push_back(sample_image());
    list.images[1].expires = list.created;
    const Expectations expectations{{*Range::parse("6"), *Range::parse("12")}, {}};
    EXPECT_EQ(plugin::render(figures_of(list, expectations, now)),
              "age=5400s;21600;43200 expiry=2565000s images=2 expired_images=1");
    list.created = {};
    list.expires = {"2499-12-31T22:00:00Z", plugin::parse_utc_time("2499-12-31T22:00:00Z")};
    EXPECT_EQ(plugin::render(figures_of(list, expectations, now)),
              "expiry=14944919400s images=2 expired_images=1");
}

TEST(Evaluation, Enumerations) {
    EXPECT_EQ(enumerate({}), "");
    EXPECT_EQ(enumerate({"a", "b", "c"}), "a, b, c");
    EXPECT_EQ(enumerate({"a", "b", "c", "d", "e"}), "a, b, c and 2 more");
}

TEST(Evaluation, PlainHttpNeedsAnEndorser) {
    const auto judged = [](const char* url, const Expectations& expectations = {}) {
        return judge_source(*net::parse_url(url), expectations);
    };
    EXPECT_FALSE(judged("https://appdb.example.org/image.list"));
    const auto doubt = judged("http://appdb.example.org/image.list");
    ASSERT_TRUE(doubt);
    EXPECT_EQ(doubt->state, State::warning);
    const auto remark = judged("http://127.0.0.1:8080/image.list");
    ASSERT_TRUE(remark);
    EXPECT_EQ(remark->state, State::ok);
    Expectations pinned;
    pinned.endorser = *DistinguishedName::parse("/DC=org/CN=appdb.example.org");
    EXPECT_FALSE(judged("http://appdb.example.org/image.list", pinned));
}

}  // namespace
}  // namespace fedcloud::appdb_update
