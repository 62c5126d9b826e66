#include "server_keys.hpp"

#include <charconv>
#include <map>
#include <stdexcept>
#include <utility>

#include "cdmi_traits.hpp"
#include "text.hpp"

namespace fedcloud::testbed {
namespace {

template <typename Value>
using Names = std::map<std::string, Value>;

template <typename Value>
Value choose(const std::string& key, const std::string& text, const Names<Value>& names) {
    const auto found = names.find(text);
    if (found == names.end()) {
        std::vector<std::string> known;
        for (const auto& [name, value] : names) {
            known.push_back(name);
        }
        throw std::invalid_argument{key + " is one of " + join(known, ", ")};
    }
    return found->second;
}

std::string read_prefix(const std::string& text) {
    if (!text.empty() && (!text.starts_with('/') || text.ends_with('/'))) {
        throw std::invalid_argument{"prefix begins with a slash and does not end with one"};
    }
    return text;
}

// http only: the TLS of a real Keystone would need trust anchors of its own.
std::string read_url(const std::string& key, const std::string& text) {
    if (!text.starts_with("http://")) {
        throw std::invalid_argument{key + " is an address that begins with http://"};
    }
    return text.ends_with('/') ? text.substr(0, text.size() - 1) : text;
}

// False when the key is not one of those that every kind of server has.
bool set(ServerOptions& server, const std::string& key, const std::string& value) {
    if (key == "tls") {
        server.tls =
            choose<std::optional<ServerCertificate>>(key, value,
                                                     {{"none", std::nullopt},
                                                      {"good", ServerCertificate::good},
                                                      {"expired", ServerCertificate::expired},
                                                      {"wrong-name", ServerCertificate::wrong_name},
                                                      {"untrusted", ServerCertificate::untrusted}});
    } else if (key == "client-cert") {
        server.client_certificate =
            choose<ClientCertificate>(key, value,
                                      {{"none", ClientCertificate::none},
                                       {"optional", ClientCertificate::optional},
                                       {"required", ClientCertificate::required}});
    } else if (key == "prefix") {
        server.prefix = read_prefix(value);
    } else if (key == "port") {
        server.port = static_cast<std::uint16_t>(read_number(key, value, 65535));
    } else {
        return false;
    }
    return true;
}

// False when the key does not tell whom a server lets in.
bool set(Admission& admission, const std::string& key, const std::string& value) {
    if (key == "auth") {
        admission.authentication =
            choose<Authentication>(key, value,
                                   {{"none", Authentication::none},
                                    {"basic", Authentication::basic},
                                    {"bearer", Authentication::bearer},
                                    {"client-cert", Authentication::client_certificate},
                                    {"keystone", Authentication::keystone},
                                    {"keystone-challenge", Authentication::keystone_challenge}});
    } else if (key == "keystone") {
        admission.keystone = value;
    } else if (key == "issuer") {
        admission.issuer = value;
    } else if (key == "validate") {
        admission.validate = read_url(key, value);
    } else {
        return false;
    }
    return true;
}

}  // namespace

double read_number(const std::string& key, const std::string& text, double most) {
    double value = 0;
    const auto* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, value);
    if (result.ec != std::errc{} || result.ptr != end || !(value >= 0) || value > most) {
        throw std::invalid_argument{key + " is not a number from 0 to " +
                                    std::to_string(static_cast<long>(most))};
    }
    return value;
}

void set(SiteOptions& site, const std::string& key, const std::string& value) {
    if (set(site.server, key, value) || set(site.admission, key, value)) {
        return;
    }
    if (key == "dialect") {
        site.dialect = choose<DialectKind>(
            key, value, {{"rocci", DialectKind::rocci}, {"ooi", DialectKind::ooi}});
    } else if (key == "boot" || key == "delete" || key == "latency") {
        apply_settings(site.settings, {{key, read_number(key, value, longest)}});
    } else {
        throw std::invalid_argument{"no key of --site is called " + key};
    }
}

void set(KeystoneOptions& keystone, const std::string& key, const std::string& value) {
    if (set(keystone.server, key, value)) {
        return;
    }
    if (key == "versions") {
        keystone.settings.versions = choose<std::vector<std::string>>(
            key, value, {{"v3", {"v3"}}, {"v2.0", {"v2.0"}}, {"v2.0+v3", {"v3", "v2.0"}}});
    } else if (key == "token-seconds") {
        keystone.settings.token_seconds = read_number(key, value, longest);
    } else if (key == "latency") {
        keystone.settings.latency = Seconds{read_number(key, value, longest)};
    } else {
        throw std::invalid_argument{"no key of --keystone is called " + key};
    }
}

void set(IssuerOptions& issuer, const std::string& key, const std::string& value) {
    if (set(issuer.server, key, value)) {
        return;
    }
    if (key == "rotate") {
        issuer.settings.rotate = choose<bool>(key, value, {{"no", false}, {"yes", true}});
    } else if (key == "latency") {
        issuer.settings.latency = Seconds{read_number(key, value, longest)};
    } else {
        throw std::invalid_argument{"no key of --issuer is called " + key};
    }
}

void set(WebOptions& web, const std::string& key, const std::string& value) {
    if (set(web.server, key, value)) {
        return;
    }
    if (key != "latency") {
        throw std::invalid_argument{"no key of such a server is called " + key};
    }
    web.latency = Seconds{read_number(key, value, longest)};
}

void set(AppdbOptions& appdb, const std::string& key, const std::string& value) {
    if (key == "token") {
        appdb.token = value;
        return;
    }
    set(static_cast<WebOptions&>(appdb), key, value);
}

void set(GocdbOptions& gocdb, const std::string& key, const std::string& value) {
    auto& settings = gocdb.settings;
    if (key == "content" || key == "private") {
        apply_settings(settings, {{key, value}});
    } else if (key == "sites" || key == "services" || key == "max-page-size") {
        apply_settings(settings, {{replace_all(key, "-", "_"),
                                   static_cast<std::uint64_t>(read_number(key, value, longest))}});
    } else if (key == "place") {
        const auto colon = value.find(':');
        if (colon == std::string::npos) {
            throw std::invalid_argument{"place is SERVER:SITE"};
        }
        settings.placed[value.substr(0, colon)] = unquote(value.substr(colon + 1));
    } else {
        set(static_cast<WebOptions&>(gocdb), key, value);
    }
}

void set(BdiiOptions& bdii, const std::string& key, const std::string& value) {
    auto& settings = bdii.settings;
    if (key == "port") {
        set(bdii.server, key, value);
    } else if (key == "site") {
        // The first one takes the place of the one that there is without.
        if (std::exchange(bdii.named_sites, true)) {
            settings.sites.push_back(unquote(value));
        } else {
            settings.sites = {unquote(value)};
        }
    } else if (key == "kind") {
        apply_settings(settings, {{key, value}});
    } else if (key == "endpoints" || key == "images" || key == "templates") {
        const auto count = read_number(key, value, longest);
        apply_settings(settings, {{key, static_cast<std::uint64_t>(count)}});
    } else if (key == "latency") {
        settings.latency = Seconds{read_number(key, value, longest)};
    } else {
        throw std::invalid_argument{"no key of --bdii is called " + key};
    }
}

void set(CdmiOptions& cdmi, const std::string& key, const std::string& value) {
    if (set(cdmi.server, key, value) || set(cdmi.admission, key, value)) {
        return;
    }
    if (key == "dialect") {
        cdmi.dialect = cdmi::find_traits(value).name;
    } else if (key == "versions") {
        apply_settings(cdmi.settings, {{key, split_outside_quotes(value, '+')}});
    } else if (key == "delayed" || key == "latency") {
        apply_settings(cdmi.settings, {{key, read_number(key, value, longest)}});
    } else {
        throw std::invalid_argument{"no key of --cdmi is called " + key};
    }
}

}  // namespace fedcloud::testbed
