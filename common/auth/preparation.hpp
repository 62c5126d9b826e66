// What is found and checked on this host before the first byte goes to a service.
#pragma once

#include <optional>
#include <string>

#include "auth/credential.hpp"
#include "auth/login_options.hpp"
#include "http/trust.hpp"
#include "net/url.hpp"
#include "plugin/run.hpp"

namespace fedcloud::auth {

struct Preparation {
    std::optional<net::Url> endpoint;  // nothing: to be taken from Keystone's catalogue
    http::Trust trust;
    Credential credential;
};

// Within a step: endpoint, trust anchors and credential, which is reported. `endpoint` may be empty
// if `login` names a Keystone. Whatever is wrong is our fault.
plugin::Checked<Preparation> prepare(const std::string& endpoint, const LoginOptions& login,
                                     plugin::Run& run);

}  // namespace fedcloud::auth
