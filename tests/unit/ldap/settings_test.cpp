// What a user has set for other programs does not change what is asked.
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "ber.hpp"
#include "client.hpp"

namespace fedcloud::ldap {
namespace {

// Where no other test ran before in this process, libldap reads its settings here for the first
// time.
TEST(Settings, OfAUserAreNotRead) {
    const auto folder =
        std::filesystem::temp_directory_path() / ("ldap_settings_" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    std::ofstream(folder / ".ldaprc") << "SIZELIMIT 1\nDEREF always\nBASE o=else\nTIMELIMIT 1\n";
    setenv("HOME", folder.c_str(), 1);
    setenv("LDAPSIZELIMIT", "1", 1);
    setenv("LDAPDEREF", "always", 1);
    setenv("LDAPURI", "ldap://192.0.2.1/", 1);
    std::string request;
    const RawDirectory server([&](Peer& peer) {
        request = peer.receive();
        peer.send(ber::done(peer.id()));
        peer.fall_silent();
    });
    {
        auto client = client_of(server);
        auto search = all_of("o=glue");
        search.size_limit = 77;
        ASSERT_TRUE(client.search(search, {plugin::Deadline::in(std::chrono::seconds(19)), -1}));
    }
    std::filesystem::remove_all(folder);
    // base, scope subtree, never dereference, size limit, time limit, not types only
    const std::string expected =
        ber::text("o=glue") + std::string("\x0a\x01\x02\x0a\x01\x00\x02\x01\x4d\x02\x01\x00", 12);
    EXPECT_NE(request.find(expected), std::string::npos);
    EXPECT_STREQ(getenv("LDAPNOINIT"), "1");
}

}  // namespace
}  // namespace fedcloud::ldap
