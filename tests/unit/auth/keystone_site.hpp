// What a Keystone that works answers; a test changes what is to go wrong.
#pragma once

#include <string>

#include "site.hpp"

namespace fedcloud::auth {

inline const std::string federation = "/OS-FEDERATION/identity_providers/egi.eu/protocols/";

inline std::string version_entry(const std::string& id, const std::string& url) {
    return R"({"id":")" + id + R"(","status":"stable","links":[{"rel":"self","href":")" + url +
           R"("}]})";
}

inline std::string versions_reply(const std::string& entries) {
    return json_reply(300, R"({"versions":{"values":[)" + entries + "]}}");
}

inline std::string token_reply(const std::string& token, const std::string& catalogue = "",
                               const std::string& expires = "2035-01-01T00:00:00.000000Z") {
    return json_reply(201,
                      R"({"token":{"methods":["token"],"expires_at":")" + expires + "\"" +
                          (catalogue.empty() ? "" : ",\"catalog\":" + catalogue) + "}}",
                      "X-Subject-Token: " + token + "\r\n");
}

inline std::string v2_token_reply(const std::string& token) {
    return json_reply(200, R"({"access":{"token":{"id":")" + token +
                               R"(","expires":"2035-01-01T00:00:00Z"},"serviceCatalog":[]}})");
}

inline const std::string ops_project = R"([{"id":"p-ops","name":"ops","enabled":true}])";

// Of v3 below `prefix`: openid and mapped give the token "unscoped-t", the password too, and the
// project ops of them "scoped-t".
inline void speak_v3(Site& site, const std::string& prefix = "",
                     const std::string& catalogue = "") {
    const auto v3 = prefix + "/v3";
    site.on("GET " + prefix + "/", versions_reply(version_entry("v3.14", site.url(v3 + "/"))));
    for (const std::string protocol : {"openid", "mapped"}) {
        site.on("GET " + v3 + federation + protocol + "/auth", token_reply("unscoped-t"));
    }
    site.on("GET " + v3 + "/auth/projects", json_reply(200, R"({"projects":)" + ops_project + "}"));
    site.on("POST " + v3 + "/auth/tokens", [catalogue](const Received& request) {
        const bool scoped = request.body.find("\"scope\"") != std::string::npos;
        return token_reply(scoped ? "scoped-t" : "unscoped-t", scoped ? catalogue : "");
    });
}

inline void speak_v2(Site& site) {
    site.on("GET /", versions_reply(version_entry("v2.0", site.url("/v2.0/"))));
    site.on("GET /v2.0/tenants", json_reply(200, R"({"tenants":)" + ops_project + "}"));
    site.on("POST /v2.0/tokens", [](const Received& request) {
        const bool scoped = request.body.find("\"tenantName\"") != std::string::npos;
        return v2_token_reply(scoped ? "scoped-t" : "unscoped-t");
    });
}

}  // namespace fedcloud::auth
