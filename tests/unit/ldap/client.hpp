// A client of a RawDirectory, and how its faults are told apart.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "ldap/connection.hpp"
#include "raw_directory.hpp"

namespace fedcloud::ldap {

inline plugin::Until ample() {
    return {plugin::Deadline::in(std::chrono::seconds(20)), -1};
}

inline Connection client_of(const RawDirectory& server) {
    auto made = connect("127.0.0.1", server.port(), plugin::AddressFamily::ipv4, ample());
    EXPECT_TRUE(made);
    return std::move(made).value();
}

inline Search all_of(const std::string& base) {
    Search search;
    search.base = base;
    return search;
}

// One search of a server that behaves as `handler` does after it has read the request.
inline plugin::Checked<Answer> ask(const RawDirectory::Handler& handler,
                                   const plugin::Until& until = ample()) {
    const RawDirectory server([&](Peer& peer) {
        if (!peer.receive().empty()) {
            handler(peer);
        }
    });
    auto client = client_of(server);
    return client.search(all_of("o=glue"), until);
}

// What the service is blamed for.
inline std::string blamed(const plugin::Checked<Answer>& answer) {
    if (answer) {
        return "no fault";
    }
    EXPECT_EQ(answer.error().blame, plugin::Blame::service);
    return answer.error().text;
}

}  // namespace fedcloud::ldap
