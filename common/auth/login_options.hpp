// The options by which a probe is told who it is.
#pragma once

#include <string>

#include "plugin/options.hpp"

namespace fedcloud::auth {

enum class Method {
    automatic,  // a proxy if there is one, else nothing
    none,
    basic,     // user name and password (RFC 7617)
    x509,      // grid proxy, or certificate and key, as TLS client certificate
    keystone,  // not yet spoken
};

struct LoginOptions {
    Method method = Method::automatic;
    std::string proxy;          // file; empty: $X509_USER_PROXY, then /tmp/x509up_u<uid>
    std::string vo;             // empty: none in particular
    bool voms = false;          // the proxy must carry VOMS attributes
    std::string username;       // for basic
    std::string password_file;  // for basic; never on the command line, where ps shows it
};

plugin::OptionTable login_option_table(LoginOptions& options);

}  // namespace fedcloud::auth
