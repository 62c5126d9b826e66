// A fresh access token from an OpenID Connect issuer, for those who hold a refresh token.
#pragma once

#include <functional>
#include <string>

#include "auth/access_token.hpp"
#include "http/client.hpp"
#include "net/url.hpp"
#include "plugin/cache_file.hpp"
#include "plugin/fault.hpp"

namespace fedcloud::auth {

struct OidcSettings {
    net::Url issuer;
    std::string client_id;
    std::string client_secret;  // empty: a public client
    std::string refresh_token;  // as its file has it
    std::string state_folder;   // where fresh tokens are kept
    http::Trust trust{};        // for the issuer's own certificate
};

// Tokens are kept in the state folder, mode 0600, until two minutes before their end, so that of
// all runs within an hour one asks the issuer; so is a refresh token that came in place of the old
// one, until the file with the first one changes. Every fault is ours: the issuer is a central
// service, and no site's.
class Oidc {
  public:
    // `http` presents no certificate. `keep_secret` is told every token. Both must outlive this.
    Oidc(http::Client& http, OidcSettings settings,
         const std::function<void(std::string_view)>& keep_secret);

    // One that was kept, if it is not the one that was `refused`, else a fresh one.
    plugin::Checked<AccessToken> access_token(const plugin::Until& until, WallClock::time_point now,
                                              const std::string& refused = {});

  private:
    struct Kept;
    std::optional<Kept> read_cache() const;
    std::optional<AccessToken> usable(const Kept& kept, WallClock::time_point now) const;
    plugin::Checked<net::Url> discover(const plugin::Until& until);
    // `dead`: the issuer takes that refresh token no more.
    plugin::Checked<Kept> refresh(const net::Url& endpoint, const std::string& refresh_token,
                                  const plugin::Until& until, WallClock::time_point now,
                                  bool& dead);
    plugin::Checked<AccessToken> fetch_and_keep(const plugin::Until& until,
                                                WallClock::time_point now);
    plugin::Fault cannot_keep(const std::string& why) const;
    plugin::Checked<Kept> fetch(const plugin::Until& until, WallClock::time_point now);
    plugin::Fault fault(const std::string& why) const;

    http::Client& http_;
    OidcSettings settings_;
    const std::function<void(std::string_view)>& keep_secret_;
    std::string refused_;  // an access token that is of no use any more
    std::string origin_;   // digest of what the tokens come from
    plugin::CacheFile cache_;
};

}  // namespace fedcloud::auth
