// Who signed an image list, and whether that can be believed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "distinguished_name.hpp"
#include "envelope.hpp"
#include "http/trust.hpp"
#include "plugin/fault.hpp"

namespace fedcloud::appdb_update {

struct Signer {
    DistinguishedName subject;
    DistinguishedName issuer;
    std::string subject_text;  // "/DC=org/DC=example/CN=appdb.example.org"
    std::string issuer_text;
};

struct Verified {
    Signer signer;
    // The very bytes that were verified: inside the envelope.
    std::string_view content;
    // What is not as it should be, though the signature is good: SHA-1, line ends.
    std::vector<std::string> weaknesses;
};

// One signer, whose signature fits the content and whose certificate `trust` vouches for, for
// whatever purpose: AppDB signs with the certificate of a host. CRLs are looked at as for servers
// (see http::Trust). There is no proof of when a list was signed, so that a certificate counts as
// it is today. Nothing is fetched. Precondition: the envelope is not bare.
plugin::Checked<Verified> verify(const Envelope& envelope, const http::Trust& trust);

}  // namespace fedcloud::appdb_update
