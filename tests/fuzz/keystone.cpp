// Bodies of Keystone: tokens with their catalogue, projects, versions, errors.
#include "auth/keystone_messages.hpp"

#include "auth/keystone_versions.hpp"
#include "fuzz.hpp"

namespace fedcloud::fuzz {
namespace {

constexpr std::string_view secret = "gAAAAA-secret-token-of-v3";

void examine_token(const Expected<auth::KeystoneToken, std::string>& read) {
    require_described(read);
    if (!read) {
        require(read.error().find(secret) == std::string::npos, "an error quotes no token");
        return;
    }
    require(!read->value.empty(), "a token has a value");
    for (const auto& entry : read->catalogue) {
        const auto found = auth::find_service(read->catalogue, entry.type, entry.region);
        require_described(found);
        if (found) {
            require(found->scheme == "https" || found->scheme == "http",
                    "a service's URL is one of HTTP");
        }
    }
}

}  // namespace

void examine(std::string_view input) {
    http::Response response;
    response.status = 201;
    response.headers = {{"X-Subject-Token", std::string(secret)}};
    response.body = input;
    examine_token(auth::read_v3_token(response));
    examine_token(auth::read_v2_token(response));
    const auto projects = auth::read_projects(input);
    require_described(projects);
    if (projects) {
        for (const auto& project : *projects) {
            require(!project.id.empty(), "a project has an id");
        }
        require_described(auth::choose_project(*projects, "", "ops"));
    }
    require(auth::read_keystone_error(input).size() <= 4096, "an error is short");
    (void)auth::is_about_the_method(401, input);
    const net::Url base{"https", "keystone.example.org", 5000, "/identity", ""};
    const auto versions = auth::read_versions(input, base);
    for (const auto& url : {versions.v3, versions.v2}) {
        require(!url || (url->host == base.host && url->port() == base.port()),
                "a version lies on the host that was asked");
    }
}

}  // namespace fedcloud::fuzz
