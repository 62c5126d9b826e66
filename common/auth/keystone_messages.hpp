// What is said to and by Keystone: bodies of Identity API v2.0 and v3. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/certificates.hpp"
#include "auth/project_choice.hpp"
#include "http/types.hpp"
#include "plugin/expected.hpp"
#include "plugin/fault.hpp"

namespace fedcloud::auth {

struct PasswordLogin {
    std::string username;
    std::string password;
    std::string domain;  // name of the user's domain; v3 only
};

// v3: POST /auth/tokens
std::string v3_password_request(const PasswordLogin& login);
std::string v3_rescope_request(const std::string& token, const std::string& project_id);
// v2.0: POST /tokens; `tenant` is a name, empty for an unscoped token. keystone-voms reads the
// proxy from the TLS connection.
std::string v2_voms_request(const std::string& tenant);
std::string v2_password_request(const PasswordLogin& login, const std::string& tenant);

// One service of the catalogue that comes with a scoped token.
struct CatalogueEntry {
    std::string type;       // "compute", "occi"
    std::string interface;  // "public", "internal", "admin"
    std::string region;
    std::string url;  // as the server gives it: anything may stand there
};

struct KeystoneToken {
    std::string value;
    std::optional<WallClock::time_point> expires;  // where the server tells
    std::vector<CatalogueEntry> catalogue;
};

// The error is what is wrong with the answer, and quotes no token.
Expected<KeystoneToken, std::string> read_v3_token(const http::Response& response);
Expected<KeystoneToken, std::string> read_v2_token(const http::Response& response);
// Projects of v3, tenants of v2.0; disabled ones are left out.
Expected<std::vector<Project>, std::string> read_projects(std::string_view body);

// Keystone's own words about an error, or the title of the page that its web server sends; empty if
// it says nothing.
std::string read_keystone_error(std::string_view body);

// Whether a refusal is about the way of logging in and not about who does: Keystone answers 401 and
// names the methods it knows for a protocol that it does not, and 404 for an unknown provider.
bool is_about_the_method(int status, std::string_view body);

// The public URL of `type` in `region` (empty: any; then all must be in one). What is not http or
// https is refused. That the region is not given, or has no such service, is ours to mend.
plugin::Checked<net::Url> find_service(const std::vector<CatalogueEntry>& catalogue,
                                       const std::string& type, const std::string& region);

}  // namespace fedcloud::auth
