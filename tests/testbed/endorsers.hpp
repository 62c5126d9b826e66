// Who signs image lists: certificates good and bad, and the list of those that are revoked.
#pragma once

#include <filesystem>
#include <string>

#include "certificate.hpp"

namespace fedcloud::testbed {

inline constexpr auto endorser_file = "endorser.pem";
inline constexpr auto other_endorser_file = "endorser-other.pem";
inline constexpr auto expired_endorser_file = "endorser-expired.pem";
inline constexpr auto revoked_endorser_file = "endorser-revoked.pem";
inline constexpr auto untrusted_endorser_file = "endorser-untrusted.pem";

// "/DC=org/DC=example/…", as the grid writes a name.
std::string slash_form(const X509_NAME& name);

// All of the files above, two files with the names of the good endorser and of its CA, and the CA's
// revocation list in the CA folder. Throws std::runtime_error.
void write_endorsers(const std::filesystem::path& folder, const std::filesystem::path& ca_folder,
                     const Identity& ca, const Identity& other_ca);

}  // namespace fedcloud::testbed
