// Finding a site and reading what it publishes: which searches are sent, what is said of answers.
#include "bdii/site.hpp"

#include <gtest/gtest.h>

#include "ber.hpp"
#include "client.hpp"

namespace fedcloud::bdii {
namespace {

using ldap::Peer;
namespace ber = ldap::ber;

// Answers the first search by the first of `answers`, and so on; then ends the session.
class Directory {
  public:
    using Answer = std::function<std::string(int id)>;

    explicit Directory(std::vector<Answer> answers)
        : answers_(std::move(answers)), server_([this](Peer& peer) { serve(peer); }) {}

    ldap::Connection client() const { return ldap::client_of(server_); }
    // Read when the client is gone.
    const std::vector<std::string>& requests() const { return requests_; }

  private:
    void serve(Peer& peer) {
        for (const auto& answer : answers_) {
            requests_.push_back(peer.receive());
            peer.send(answer(peer.id()));
        }
        peer.fall_silent();
    }

    std::vector<Answer> answers_;
    std::vector<std::string> requests_;
    ldap::RawDirectory server_;
};

Directory::Answer with(const std::vector<std::string>& dns, int code = 0,
                       const std::string& matched = "") {
    return [=](int id) {
        std::string bytes;
        for (const auto& dn : dns) {
            bytes += ber::entry(id, dn);
        }
        return bytes + ber::done(id, code, matched);
    };
}

// Sites by name, each with its GLUE2DomainID.
Directory::Answer sites(const std::vector<std::pair<std::string, std::string>>& list,
                        int code = 0) {
    return [=](int id) {
        std::string bytes;
        for (const auto& [dn, name] : list) {
            bytes += ber::entry(id, dn, {{"GLUE2DomainID", {name}}});
        }
        return bytes + ber::done(id, code);
    };
}

const std::string site_dn = "GLUE2DomainID=A B,o=glue";
const std::string cloud_dn = "GLUE2GroupID=cloud," + site_dn;

TEST(Site, TwoSearchesForAllThatItPublishes) {
    Directory directory(
        {with({site_dn, cloud_dn}), [](int id) {
             return ber::entry(id, "x=1," + cloud_dn, {{"objectClass", {"y"}}}) + ber::done(id);
         }});
    {
        auto client = directory.client();
        const auto content = published_by(client, "A B", {"objectClass"}, ldap::ample(), "(x=*)");
        ASSERT_TRUE(content) << content.error().text;
        ASSERT_EQ(content->entries.size(), 1U);
        EXPECT_TRUE(content->entries[0].is_a("Y"));
        EXPECT_FALSE(content->cut_short);
    }
    EXPECT_NE(directory.requests()[1].find(cloud_dn), std::string::npos)
        << "below the DN that the server gave";
}

std::string fault(const plugin::Checked<Content>& content) {
    if (content) {
        return "no fault";
    }
    EXPECT_EQ(content.error().blame, plugin::Blame::service);
    return content.error().text;
}

std::string fault_of(std::vector<Directory::Answer> answers) {
    Directory directory(std::move(answers));
    auto client = directory.client();
    return fault(published_by(client, "A B", {}, ldap::ample()));
}

TEST(Site, UnknownToASiteBdii) {
    EXPECT_EQ(fault_of({with({}), sites({{"GLUE2DomainID=C,o=glue", "C"}})}),
              "site 'A B' is unknown to this site BDII, which is that of 'C': compare with "
              "SITE_NAME of the site BDII and the name in GOCDB");
}

TEST(Site, UnknownToATopBdii) {
    const auto text =
        fault_of({with({"GLUE2GroupID=cloud,GLUE2DomainID=C,GLUE2GroupID=grid,o=glue"}),
                  sites({{"GLUE2DomainID=C,GLUE2GroupID=grid,o=glue", "C"}}, 4)});
    EXPECT_NE(text.find("unknown to this top BDII"), std::string::npos) << text;
    EXPECT_NE(text.find("ask the site, then who runs the top BDII"), std::string::npos) << text;
}

TEST(Site, NobodyIsKnown) {
    EXPECT_EQ(fault_of({with({}), with({})}),
              "site 'A B' is unknown to this BDII, which knows no site at all");
}

TEST(Site, WithoutCloudInformation) {
    EXPECT_EQ(fault_of({with({site_dn})}),
              "site 'A B' is there, but without cloud information: nothing called "
              "GLUE2GroupID=cloud below 'GLUE2DomainID=A B,o=glue'");
    const auto text = fault_of({with({site_dn, "GLUE2GroupID=cloud,o=glue"})});
    EXPECT_NE(text.find("'GLUE2GroupID=cloud,o=glue' belongs to no site"), std::string::npos)
        << text;
}

TEST(Site, NoGlue2AtAll) {
    const auto text = fault_of({with({}, 32)});
    EXPECT_NE(text.find("publishes no GLUE 2 information"), std::string::npos) << text;
    EXPECT_NE(text.find("noSuchObject (32)"), std::string::npos) << text;
}

TEST(Site, MatchedDnOfAGivenBase) {
    const auto ask = [](const std::string& matched) {
        Directory directory({with({}, 32, matched)});
        auto client = directory.client();
        const auto map = find_site(client, "A B", cloud_dn, ldap::ample());
        EXPECT_FALSE(map);
        return map ? "no fault" : map.error().text;
    };
    EXPECT_EQ(ask(site_dn).find("site 'A B' is there, but without cloud information"), 0U);
    EXPECT_EQ(ask("o=glue").find("site 'A B' is unknown here"), 0U);
}

TEST(Site, OtherResultsAreFaults) {
    for (const auto& [code, name] : std::vector<std::pair<int, std::string>>{
             {51, "busy (51)"}, {52, "unavailable (52)"}, {50, "insufficientAccessRights (50)"}}) {
        EXPECT_NE(fault_of({with({}, code)}).find(name), std::string::npos) << name;
        EXPECT_NE(fault_of({with({site_dn, cloud_dn}), with({}, code)}).find(name),
                  std::string::npos)
            << name;
    }
}

// The group went between two searches.
TEST(Site, TheGroupIsGoneMeanwhile) {
    const auto text = fault_of({with({site_dn, cloud_dn}), with({}, 32, site_dn)});
    EXPECT_NE(text.find("noSuchObject (32); of it exists '" + site_dn), std::string::npos) << text;
}

TEST(Site, AnswersThatAreCutShortProveNothing) {
    Directory directory({with({"GLUE2GroupID=cloud,GLUE2DomainID=C,o=glue"}, 4), with({cloud_dn}),
                         with({}, 32, "o=glue"), with({"x=1," + cloud_dn}, 4)});
    auto client = directory.client();
    const auto content = published_by(client, "A B", {}, ldap::ample());
    ASSERT_TRUE(content) << content.error().text;
    EXPECT_EQ(content->entries.size(), 1U);
    EXPECT_TRUE(content->cut_short);
}

TEST(Site, CutShortAndOnlyTheSiteIsThere) {
    const auto text =
        fault_of({with({}, 11), with({}, 32, site_dn), with({}, 32, "GLUE2GroupID=grid,o=glue")});
    EXPECT_NE(text.find("site 'A B' is there, but without cloud information"), std::string::npos)
        << text;
}

// A limit on what a BDII looks at is no proof that it knows nothing.
TEST(Site, ALimitThatHidesEverythingIsTold) {
    for (const auto& [code, name] :
         std::vector<std::pair<int, std::string>>{{3, "timeLimitExceeded (3)"},
                                                  {4, "sizeLimitExceeded (4)"},
                                                  {11, "adminLimitExceeded (11)"}}) {
        const auto none = with({}, code);
        const auto text = fault_of({none, none, none, none});
        EXPECT_EQ(text.find("whether site 'A B' is there cannot be told, for a limit"), 0U) << text;
        EXPECT_NE(text.find(name), std::string::npos) << text;
        const auto absent = with({}, 32, "o=glue");
        const auto unknown = fault_of({none, absent, absent, none});
        EXPECT_NE(unknown.find("it does not tell: "), std::string::npos) << unknown;
        EXPECT_NE(unknown.find(name), std::string::npos) << unknown;
        const auto cloud = fault_of({with({site_dn}, code), none, none});
        EXPECT_EQ(cloud.find("whether site 'A B' has cloud information cannot be told"), 0U)
            << cloud;
    }
}

TEST(Site, ALostConnectionIsTold) {
    Directory directory({with({site_dn, cloud_dn})});
    auto client = directory.client();
    const auto map = find_site(client, "A B", std::string(root), ldap::ample());
    ASSERT_TRUE(map);
    const auto content =
        read_cloud(client, *map, {}, {plugin::Deadline::in(std::chrono::milliseconds(50)), -1});
    ASSERT_FALSE(content);
    EXPECT_TRUE(content.error().timed_out);
}

}  // namespace
}  // namespace fedcloud::bdii
