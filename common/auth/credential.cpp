#include "auth/credential.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>

#include "auth/base64.hpp"
#include "auth/secret_file.hpp"
#include "plugin/text.hpp"

namespace fedcloud::auth {
namespace {

using plugin::Checked;
using plugin::Fault;

bool is_loopback(const net::Url& url) {
    const bool four = net::is_ip_address(url.host) && url.host.rfind("127.", 0) == 0;
    return four || url.host == "localhost" || url.host == "::1";
}

std::string default_proxy() {
    const char* named = std::getenv("X509_USER_PROXY");
    return named != nullptr && *named != '\0' ? std::string(named)
                                              : fmt::format("/tmp/x509up_u{}", getuid());
}

Checked<Credential> find_x509(const LoginOptions& options, WallClock::time_point now) {
    auto loaded = load_x509(options.proxy.empty() ? default_proxy() : options.proxy, now);
    if (!loaded) {
        return Unexpected{loaded.error()};
    }
    if ((options.voms || !options.vo.empty()) && !loaded->has_voms) {
        return Unexpected{Fault::ours(fmt::format(
            "proxy {} carries no VOMS attributes{}: make it with voms-proxy-init --voms",
            file_name(options.proxy.empty() ? default_proxy() : options.proxy),
            options.vo.empty() ? "" : " of the VO " + options.vo))};
    }
    Credential credential;
    const auto left = std::chrono::duration_cast<std::chrono::minutes>(loaded->not_after - now);
    credential.description = fmt::format("{}, {} min left", loaded->subject, left.count());
    credential.x509 = std::move(*loaded);
    return credential;
}

Checked<Credential> find_basic(const LoginOptions& options, const net::Url& endpoint) {
    if (options.username.empty() || options.password_file.empty()) {
        return Unexpected{Fault::ours("--auth basic needs --username and --password-file")};
    }
    if (!endpoint.is_tls() && !is_loopback(endpoint)) {
        return Unexpected{Fault::ours(fmt::format(
            "--auth basic would send the password in clear text to {}: the endpoint must be https",
            endpoint.origin()))};
    }
    auto password = read_secret_file(options.password_file, "password file");
    if (!password) {
        return Unexpected{password.error()};
    }
    while (!password->empty() && (password->back() == '\n' || password->back() == '\r')) {
        password->pop_back();
    }
    Credential credential;
    credential.authorization = "Basic " + base64(options.username + ':' + *password);
    credential.description = fmt::format("user {} with a password", options.username);
    credential.secret = std::move(*password);
    return credential;
}

}  // namespace

Checked<Credential> find_credential(const LoginOptions& options, const net::Url& endpoint,
                                    WallClock::time_point now) {
    const bool proxy_named = !options.proxy.empty() || options.voms || !options.vo.empty();
    switch (options.method) {
        case Method::basic:
            return find_basic(options, endpoint);
        case Method::x509:
            return find_x509(options, now);
        case Method::keystone:
            return Unexpected{Fault::ours("--auth keystone is not spoken by this version")};
        case Method::automatic:
            // A proxy that happens to lie there is of no use without TLS, so it is not judged.
            if (proxy_named || (endpoint.is_tls() && access(default_proxy().c_str(), F_OK) == 0)) {
                return find_x509(options, now);
            }
            break;
        case Method::none:
            break;
    }
    Credential nothing;
    nothing.description = "nothing";
    return nothing;
}

Fault login_refused(const Credential& credential, const http::Response& response,
                    const std::string& what) {
    if (response.status == 403 || credential.presents_something()) {
        return Fault::service(fmt::format("{} (we presented {})", what, credential.description));
    }
    const std::string* challenge = response.header("WWW-Authenticate");
    if (challenge == nullptr) {
        return Fault::ours(
            fmt::format("{}: the service wants a login and was given none: see --auth", what));
    }
    const bool keystone = plugin::lower(*challenge).find("keystone") != std::string::npos;
    return Fault::ours(
        fmt::format("{}: the service wants a login ({}) and was given none: {}", what,
                    plugin::clean(*challenge, 80),
                    keystone ? "Keystone is not spoken by this version" : "see --auth"));
}

}  // namespace fedcloud::auth
