// The access and refresh tokens that one issuer has given away.
#include "access_tokens.hpp"

#include <algorithm>

#include "text.hpp"

namespace fedcloud::testbed {
namespace {

using WallClock = std::chrono::system_clock;

constexpr std::size_t most_tokens = 20000;

std::string entitlement(const std::string& organisation) {
    return "urn:mace:egi.eu:group:" + organisation + ":role=member#aai.egi.eu";
}

Json claims_of(const AccessTokenRequest& request, const std::string& issuer,
               WallClock::time_point issued, WallClock::time_point expires) {
    Json claims = {{"exp", WallClock::to_time_t(expires)},
                   {"iat", WallClock::to_time_t(issued)},
                   {"jti", new_uuid()},
                   {"iss", issuer},
                   {"sub", request.holder.subject},
                   {"typ", "Bearer"},
                   {"scope", "openid profile eduperson_entitlement email"}};
    if (!request.holder.organisations.empty()) {
        claims["eduperson_entitlement"] = Json::array();
        for (const auto& organisation : request.holder.organisations) {
            claims["eduperson_entitlement"].push_back(entitlement(organisation));
        }
    }
    return claims;
}

}  // namespace

std::string AccessTokens::mint(const AccessTokenRequest& request, const std::string& issuer) {
    const auto now = WallClock::now();
    const auto expires = now + request.life;
    // What has expired was issued before that.
    const auto issued = expires < now ? expires - std::chrono::hours{1} : now;
    const auto token =
        request.opaque ? random_text(43) : key_.sign(claims_of(request, issuer, issued, expires));
    const std::lock_guard lock{mutex_};
    entries_[token] = {request.holder, expires};
    order_.push_back(token);
    if (order_.size() > most_tokens) {
        entries_.erase(order_.front());
        order_.pop_front();
    }
    return token;
}

std::optional<BearerHolder> AccessTokens::find(const std::string& token) {
    const std::lock_guard lock{mutex_};
    const auto found = entries_.find(token);
    if (found == entries_.end() || found->second.expires <= WallClock::now()) {
        return std::nullopt;
    }
    return found->second.holder;
}

std::string AccessTokens::mint_refresh() {
    const std::lock_guard lock{mutex_};
    return refresh_.emplace_back(random_text(64));
}

bool AccessTokens::use_refresh(const std::string& token, bool last) {
    const std::lock_guard lock{mutex_};
    const auto found = std::find(refresh_.begin(), refresh_.end(), token);
    if (found == refresh_.end()) {
        return false;
    }
    if (last) {
        refresh_.erase(found);
    }
    return true;
}

std::vector<std::string> AccessTokens::refresh_tokens() {
    const std::lock_guard lock{mutex_};
    return refresh_;
}

}  // namespace fedcloud::testbed
