// The tokens that one Keystone has issued.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "model.hpp"

namespace fedcloud::testbed {

using WallClock = std::chrono::system_clock;

// In UTC: 2026-11-20T22:26:10Z, or with six zeros for the fraction of the second.
enum class TimeForm { seconds, microseconds };
std::string iso_time(WallClock::time_point time, TimeForm form);

struct Project {
    std::string id;
    std::string name;
};

struct User {
    std::string id;
    std::string name;
    std::string protocol;  // by which an identity provider vouches for the user; empty: local
};

struct Token {
    std::string id;             // without the padding
    std::uint64_t padding = 0;  // letters 'A' that follow it
    std::vector<std::string> methods;
    User user;
    std::optional<Project> project;
    std::string audit_id;
    WallClock::time_point issued;
    WallClock::time_point expires;
    bool revoked = false;

    bool valid() const { return !revoked && WallClock::now() < expires; }
};

class TokenStore {
  public:
    // Gives the token its id and its time of issue. `bytes` is how long it shall be with its
    // padding. Only the last 20000 tokens are remembered.
    Token issue(Token token, std::uint64_t bytes);

    // By the id and its padding. Empty for a token that is unknown, expired or revoked.
    std::optional<Token> find(const std::string& presented);

    void revoke(const std::string& presented);
    void revoke_all();

    // In the order of their issue, for the control API.
    Json list();

  private:
    Token* locate(const std::string& presented);

    std::mutex mutex_;
    std::map<std::string, Token> tokens_;
    std::deque<std::string> order_;
};

}  // namespace fedcloud::testbed
