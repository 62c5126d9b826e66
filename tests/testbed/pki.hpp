// The certificates of the testbed: a CA, server certificates good and bad, users and their proxies.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "certificate.hpp"

namespace fedcloud::testbed {

enum class ServerCertificate { good, expired, wrong_name, untrusted };

// Made elsewhere and used instead of what is minted here; empty: nothing is.
struct ForeignPki {
    std::filesystem::path server_file;  // certificate and key of all servers that are good
    std::filesystem::path ca_folder;    // whom client certificates are trusted from
};

// Whether those who sign image lists are minted, and the CA's revocation list with them.
enum class Endorsers { none, all };

// A folder with everything that was minted; a temporary one is removed with this object.
class Pki {
  public:
    // Without a folder a private temporary one is made. The kind of the good server's key is a
    // choice because an RSA key takes a third of a second. Throws std::runtime_error.
    Pki(const std::optional<std::filesystem::path>& folder, ForeignPki foreign,
        KeyKind good_server_key, Endorsers endorsers = Endorsers::none);
    ~Pki();
    Pki(const Pki&) = delete;
    Pki& operator=(const Pki&) = delete;

    const std::filesystem::path& folder() const { return folder_; }
    std::filesystem::path ca_file() const { return folder_ / "ca.pem"; }

    // Whose client certificates the servers take; and whether that is not the minted CA.
    std::filesystem::path client_ca_folder() const;
    bool has_foreign_clients() const { return !foreign_.ca_folder.empty(); }

    // One PEM file with the server's certificate and key.
    std::filesystem::path server_file(ServerCertificate which) const;

  private:
    std::filesystem::path ca_folder() const { return folder_ / "certificates"; }
    void mint(KeyKind good_server_key, Endorsers endorsers) const;
    void remove_if_temporary() const;

    std::filesystem::path folder_;
    ForeignPki foreign_;
    bool temporary_ = false;
};

}  // namespace fedcloud::testbed
