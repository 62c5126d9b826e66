// Which certification authorities a server's certificate is checked against.
#pragma once

#include <memory>
#include <string>

#include "plugin/fault.hpp"

struct x509_store_st;  // OpenSSL's X509_STORE

namespace fedcloud::http {

struct Trust {
    // Folder of certificates named by the hash of their subject (HASH.0, as fetch-crl and the IGTF
    // packages lay them out). Empty: libcurl's own bundle, which takes eight times as long to load.
    std::string folder;
    // CRLs (HASH.rN beside the certificates, as fetch-crl puts them) are looked at where they are.
    // A CA without one is accepted unless this is set; one that has expired never is.
    bool crl_required = false;
    // What has been read of the folder so far, for all that a run verifies: a CA costs 1.6 million
    // instructions. Of find_trust(); null in one that was put together by hand.
    std::shared_ptr<x509_store_st> loaded{};
};

// What to trust: `option` (--ca-path), else $X509_CERT_DIR, else /etc/grid-security/certificates,
// else the system's own. A folder that is named but missing, unreadable or without any hashed
// certificate is our fault, and so is one with a FIFO or device among them; for the last two it is
// passed over if it does not exist. To demand CRLs of libcurl's bundle, which has none, is our
// fault as well.
plugin::Checked<Trust> find_trust(const std::string& option, bool crl_required = false);

}  // namespace fedcloud::http
