// Our X.509 credential: a grid proxy, or a certificate with its key, checked before it is used.
#pragma once

#include <string>

#include "auth/certificates.hpp"
#include "auth/proxy_kind.hpp"
#include "auth/secret_file.hpp"
#include "http/trust.hpp"
#include "plugin/fault.hpp"

namespace fedcloud::auth {

struct X509Credential {
    std::string pem;   // certificate, key, chain
    std::string name;  // "proxy x509up_u1000": what messages call it
    CertificateKind kind = CertificateKind::end_entity;
    std::string identity;             // subject of the end entity certificate: whose it is
    WallClock::time_point not_after;  // the earliest of the chain: from then on it is worthless
    Chain chain;                      // the first certificate, then its issuers
    bool has_voms = false;            // some certificate of it carries VOMS attributes
    bool ca_known = true;             // so far as check_revocation() could tell
};

// Where a credential lies: one PEM file (certificate, key, chain, in the order of a grid proxy), or
// a certificate with its chain, which everybody may read, and its key in a file of its own.
struct X509Files {
    std::string path;
    std::string key_path{};  // empty: in the same file
    Owner owner = Owner::anybody;
};

// Reads it and checks that its certificates belong together, that the key belongs to the first one,
// and that every one is valid at `now`. Whatever is wrong with it is our fault, and is said before
// a single byte goes to the service.
plugin::Checked<X509Credential> load_x509(const X509Files& files, WallClock::time_point now);

// Is it still ours to use? Asks the CRLs of the trust folder, as a server will ask its own. Refused
// are what was revoked, and a CRL that has expired or is broken: that is for fetch-crl to mend on
// this host. A CA that is not in the folder is no reason to refuse it (a site may know it); the
// result is false then. Without a folder there is nothing to ask.
plugin::Checked<bool> check_revocation(const X509Credential& credential, const http::Trust& trust);

}  // namespace fedcloud::auth
