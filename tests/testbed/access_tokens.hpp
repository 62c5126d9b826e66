// The access and refresh tokens that one issuer has given away.
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "bearer.hpp"
#include "jwt.hpp"

namespace fedcloud::testbed {

// What an access token shall be.
struct AccessTokenRequest {
    BearerHolder holder;
    std::chrono::seconds life{3600};  // negative: it has expired
    bool opaque = false;
};

class AccessTokens {
  public:
    // Only the last 20000 tokens are remembered.
    std::string mint(const AccessTokenRequest& request, const std::string& issuer);
    std::optional<BearerHolder> find(const std::string& token);

    std::string mint_refresh();
    // Whether the refresh token is good; when it is and `last` is set, never again.
    bool use_refresh(const std::string& token, bool last);
    std::vector<std::string> refresh_tokens();  // the good ones

    Json jwk() const { return key_.jwk(); }

  private:
    struct Entry {
        BearerHolder holder;
        std::chrono::system_clock::time_point expires;
    };

    SigningKey key_;
    std::mutex mutex_;
    std::map<std::string, Entry> entries_;
    std::deque<std::string> order_;
    std::vector<std::string> refresh_;
};

}  // namespace fedcloud::testbed
