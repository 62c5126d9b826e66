// What the tests of sessions have in common: a service that wants a log-in, and who logs in.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "auth/session.hpp"
#include "keystone_site.hpp"
#include "samples.hpp"

namespace fedcloud::auth {

using Requests = std::vector<std::string>;

class SessionTest : public testing::Test {
  protected:
    SessionTest() {
        credential.vo = "ops";
        options.vo = "ops";
        speak_v3(site);
    }

    void use_access_token(WallClock::duration left = std::chrono::hours(1)) {
        Claims claims;
        claims.expires = WallClock::now() + left;
        credential.token = AccessToken{"access-t", "access token FILE", claims};
        credential.description = "access token FILE";
    }
    void use_opaque_token() {
        credential.token = AccessToken{"access-t", "access token FILE", std::nullopt};
        credential.description = "access token FILE, opaque";
    }
    void use_password() {
        credential.password = PasswordLogin{"probe", "pass-w", "Default"};
        credential.description = "user probe with a password";
    }
    // `what` of the service is answered only to requests with that header line.
    void guard(const std::string& what, const std::string& line, const std::string& challenge) {
        site.on(what, [line, challenge](const Received& request) {
            return request.head.find("\r\n" + line + "\r\n") != std::string::npos
                       ? reply(200, "served")
                       : reply(401, "", "WWW-Authenticate: " + challenge + "\r\n");
        });
    }
    std::string keystone_challenge(const std::string& path = "") {
        return "Keystone uri='" + site.url(path) + "'";
    }
    Session session(const std::string& path = "/") {
        return Session(client, credential, options, url(site.url(path)), hooks);
    }
    http::Request request(const std::string& path = "/compute/") {
        http::Request made;
        made.url = url(site.url(path));
        return made;
    }
    // The answer's status; 0 if there is none, and then `fault`.
    int send(Session& through, const http::Request& what) {
        auto outcome = through.send(what, until);
        fault = outcome ? plugin::Fault{} : outcome.error().fault;
        if (outcome) {
            answer = std::move(*outcome);
        }
        return outcome ? answer.status : 0;
    }
    long count(const std::string& what) const {
        const auto all = site.requests();
        return std::count(all.begin(), all.end(), what);
    }

    Site site;
    Credential credential;
    LoginOptions options;
    std::vector<std::string> secrets;
    SessionHooks hooks{[this](std::string_view secret) { secrets.emplace_back(secret); }, {}};
    plugin::Until until{plugin::Deadline::in(std::chrono::seconds(20))};
    http::Client client{http::ClientOptions{{}, {}, plugin::AddressFamily::any, "unit-test", {}}};
    plugin::Fault fault;
    http::Response answer;
};

}  // namespace fedcloud::auth
