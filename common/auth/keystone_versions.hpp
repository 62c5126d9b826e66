// Which versions of its API a Keystone speaks, and below which URL. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "net/url.hpp"

namespace fedcloud::auth {

// The URLs that paths such as "/auth/tokens" are appended to, without a slash at their end.
struct KeystoneVersions {
    std::optional<net::Url> v3;
    std::optional<net::Url> v2;
};

// What a URL that ends in a version (/v3, /v2.0, or with /auth/tokens behind it) says by itself;
// neither if it does not.
KeystoneVersions versions_in(const net::Url& uri);

// What the answer of `uri` to GET says: 300 with {"versions":{"values":[…]}} or 200 with
// {"version":{…}}. A link counts for its path alone, and only if it leads to the same host and
// port: behind a proxy servers advertise http or localhost. A version without such a link lies at
// `uri`/v3 or `uri`/v2.0. Nothing that can be read: v3, which every Keystone of these years speaks.
KeystoneVersions read_versions(std::string_view body, const net::Url& uri);

}  // namespace fedcloud::auth
