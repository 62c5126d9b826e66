#include "auth/keystone_versions.hpp"

#include "json/value.hpp"

namespace fedcloud::auth {
namespace {

net::Url without_slash(net::Url url) {
    url.query.clear();
    while (!url.path.empty() && url.path.back() == '/') {
        url.path.pop_back();
    }
    return url;
}

// "v3", "v3.14"; "v2.0", "v2".
int major_of(std::string_view id) {
    if (id.size() < 2 || id.front() != 'v') {
        return 0;
    }
    const auto number = id.substr(1, id.find('.') - 1);
    return number == "3" ? 3 : number == "2" ? 2 : 0;
}

std::optional<net::Url> link_of(const json::Value& version, const net::Url& uri) {
    for (const auto& link : version.list("links")) {
        const auto url = net::parse_url(link.string("href"));
        if (link.string("rel") == "self" && url && url->host == uri.host &&
            url->port() == uri.port()) {
            net::Url own = uri;
            own.path = url->path;
            return without_slash(own);
        }
    }
    return std::nullopt;
}

void add(KeystoneVersions& versions, const json::Value& version, const net::Url& uri) {
    const int major = major_of(version.string("id"));
    if (major == 3 && !versions.v3) {
        versions.v3 = link_of(version, uri).value_or(uri.join("/v3"));
    } else if (major == 2 && !versions.v2) {
        versions.v2 = link_of(version, uri).value_or(uri.join("/v2.0"));
    }
}

}  // namespace

KeystoneVersions versions_in(const net::Url& uri) {
    KeystoneVersions versions;
    auto base = without_slash(uri);
    for (;;) {
        const auto slash = base.path.rfind('/');
        const auto last = slash == std::string::npos ? "" : base.path.substr(slash + 1);
        if (const int major = major_of(last); major != 0) {
            (major == 3 ? versions.v3 : versions.v2) = base;
            return versions;
        }
        if (last != "tokens" && last != "auth") {
            return versions;
        }
        base.path.erase(slash);  // somebody gave the whole of ".../v3/auth/tokens"
    }
}

KeystoneVersions read_versions(std::string_view body, const net::Url& uri) {
    const auto root = without_slash(uri);
    KeystoneVersions versions;
    if (const auto document = json::parse(body)) {
        if (const auto* several = document->find("versions")) {
            for (const auto& version : several->list("values")) {
                add(versions, version, root);
            }
        }
        if (const auto* one = document->find("version")) {
            add(versions, *one, root);
        }
    }
    if (!versions.v3 && !versions.v2) {
        versions.v3 = root.join("/v3");
    }
    return versions;
}

}  // namespace fedcloud::auth
