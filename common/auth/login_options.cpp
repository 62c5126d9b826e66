#include "auth/login_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstring>

#include "net/url.hpp"
#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::auth {
namespace {

using plugin::into;
using plugin::OptionSetter;
using plugin::OptionTable;

// The probes before these took file:///tmp/x509up_u1000 as well.
OptionSetter into_path(std::string& target) {
    return [&target](std::string_view value) -> Expected<void, std::string> {
        constexpr std::string_view prefix = "file://";
        if (value.substr(0, prefix.size()) == prefix) {
            value.remove_prefix(prefix.size());
        }
        return into(target)(value);
    };
}

OptionSetter into_hosts(std::vector<std::string>& target) {
    return [&target](std::string_view value) -> Expected<void, std::string> {
        value = value.substr(0, value.find_last_not_of('.') + 1);  // "host." is host
        if (!net::is_host(value)) {
            return Unexpected{fmt::format("'{}' is no host name", plugin::clean(value, 120))};
        }
        target.push_back(plugin::lower(value));
        return {};
    };
}

// A name that becomes part of a URL's path.
OptionSetter into_path_segment(std::string& target) {
    return [&target](std::string_view value) -> Expected<void, std::string> {
        const bool plain = std::all_of(value.begin(), value.end(), [](unsigned char c) {
            return std::isalnum(c) != 0 || (c != 0 && std::strchr("._~-", c) != nullptr);
        });
        if (!plain || value == "." || value == "..") {
            return Unexpected{
                fmt::format("'{}' holds more than letters, digits, '.', '_', '~', '-'",
                            plugin::clean(value, 120))};
        }
        return into(target)(value);
    };
}

// "6h", "90m"; a bare number counts hours.
OptionSetter into_lifetime(std::chrono::seconds& target) {
    return [&target](std::string_view value) -> Expected<void, std::string> {
        constexpr std::string_view units = "smhd";
        constexpr long seconds_of[] = {1, 60, 3600, 86400};
        const auto unit = value.empty() ? std::string_view::npos : units.find(value.back());
        const bool has_unit = unit != std::string_view::npos;
        const auto number =
            plugin::parse_number(has_unit ? value.substr(0, value.size() - 1) : value);
        constexpr double most = 3650.0 * 86400;
        const double seconds =
            number.value_or(-1) * static_cast<double>(seconds_of[has_unit ? unit : 2]);
        if (seconds < 0 || seconds > most) {
            return Unexpected{
                fmt::format("'{}' is no time such as 6h, 90m, 2d or 0", plugin::clean(value, 60))};
        }
        target = std::chrono::seconds(static_cast<long>(seconds));
        return {};
    };
}

OptionTable x509_options(LoginOptions& options) {
    return {{"proxy",
             'x',
             "FILE",
             "PEM file with our certificate, key and chain (default $X509_USER_PROXY, then "
             "/tmp/x509up_u<uid>)",
             into_path(options.proxy),
             {"user-cred", "cert", "C"}},
            {"key", 'K', "FILE", "PEM file with the key of --cert, if it is not in the same file",
             into_path(options.key)},
            {"proxy-warning", 0, "TIME",
             "WARNING when the proxy or its VOMS attributes have less left than this, such as 90m, "
             "6h or 1d (default 6h)",
             into_lifetime(options.proxy_warning)},
            {"vo", 0, "NAME",
             "virtual organisation to act for: the proxy's VOMS attributes, or the access token's "
             "entitlements, must name it",
             into(options.vo)},
            {"voms", 'X', "", "the proxy must carry VOMS attributes", plugin::flag(options.voms)},
            {"vomsdir", 0, "DIR",
             "LSC files of the VOMS servers (default $X509_VOMS_DIR, then "
             "/etc/grid-security/vomsdir)",
             into(options.vomsdir)}};
}

OptionTable password_options(LoginOptions& options) {
    return {{"username", 'u', "NAME", "user name, for basic or Keystone", into(options.username)},
            {"password-file", 0, "FILE", "file that holds nothing but the password",
             into_path(options.password_file)},
            {"user-domain", 0, "NAME", "Keystone's domain of the user (default Default)",
             into(options.user_domain)}};
}

OptionTable keystone_options(LoginOptions& options) {
    return {{"keystone-url", 0, "URL",
             "log in at this Keystone at once (default: at the one that the service asks for)",
             into(options.keystone_url)},
            {"allow-keystone", 0, "HOST",
             "a Keystone on this host may have our log-in although it is neither the service's own "
             "host nor in its domain; may be repeated",
             into_hosts(options.allow_keystone)},
            {"idp", 0, "NAME", "Keystone's name of the federation (default egi.eu)",
             into_path_segment(options.identity_provider)},
            {"project", 0, "NAME",
             "project to work in, by name or id (default: the one named as the VO)",
             into(options.project)},
            {"region", 0, "NAME", "region, where an endpoint is taken from Keystone's catalogue",
             into(options.region)}};
}

OptionTable oidc_options(LoginOptions& options) {
    return {{"access-token", 0, "FILE", "file that holds an OIDC access token",
             into_path(options.access_token_file)},
            {"oidc-refresh", 0, "FILE",
             "file that holds an OIDC refresh token: fetch access tokens with it",
             into_path(options.refresh_token_file)},
            {"oidc-client-id", 0, "ID", "client that the refresh token was given to",
             into(options.client_id)},
            {"oidc-client-secret", 0, "FILE", "file that holds the client's secret, if it has one",
             into_path(options.client_secret_file)},
            {"oidc-issuer", 0, "URL",
             "who must have issued the token (default EGI Check-in, "
             "https://aai.egi.eu/auth/realms/egi)",
             into(options.issuer)},
            {"oidc-ca-path", 0, "DIR", "trust anchors for the issuer (default as --ca-path)",
             into(options.oidc_ca_path)}};
}

}  // namespace

OptionTable login_option_table(LoginOptions& options) {
    OptionTable table{
        {"auth", 'n', "auto|none|basic|x509|keystone|oidc",
         "how to log in (default auto: by whatever was given, else by a proxy if there is one)",
         plugin::choice({"auto", "none", "basic", "x509", "keystone", "oidc"},
                        [&options](std::size_t i) { options.method = static_cast<Method>(i); })},
        {"credential-host", 0, "HOST",
         "password and tokens are for an endpoint on this host only; may be repeated",
         into_hosts(options.credential_hosts)}};
    for (const auto& part : {x509_options(options), password_options(options),
                             keystone_options(options), oidc_options(options)}) {
        table.insert(table.end(), part.begin(), part.end());
    }
    return table;
}

}  // namespace fedcloud::auth
