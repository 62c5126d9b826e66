// Grid certificates minted for a test: a CA, whom it certifies, proxies of every kind, CRLs, and
// the folders they are found in.
#pragma once

#include <chrono>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "certificate.hpp"

namespace fedcloud::mint {

using testbed::Identity;

// From now.
struct Validity {
    std::chrono::seconds from = -std::chrono::hours(1);
    std::chrono::seconds until = std::chrono::hours(12);
};

inline constexpr Validity past{-std::chrono::hours(48), -std::chrono::hours(3)};
inline constexpr Validity future{std::chrono::hours(3), std::chrono::hours(48)};

Identity make_ca(const std::string& name = "Grid CA", const Validity& valid = {});
// "/DC=org/DC=example/CN=<name>"
Identity make_user(const Identity& ca, const std::string& name = "Alice",
                   const Validity& valid = {});
// Of a server at 127.0.0.1.
Identity make_host(const Identity& ca, const Validity& valid = {});

enum class Proxy { full, limited, legacy, legacy_limited, draft };

struct ProxyRequest {
    Proxy kind = Proxy::full;
    std::optional<int> path_length{};  // RFC 3820 section 3.8.1
    Validity valid{};
    std::string name = "4711";  // of the kinds whose name is free
    testbed::KeyKind key = testbed::KeyKind::ec_p256;
    std::string voms{};  // the VOMS extension's content, as in "30:00"; empty: none
};

// A key of its own, with a certificate that `issuer` signed.
Identity make_proxy(const Identity& issuer, const ProxyRequest& request = {});

// The same name, and another key.
Identity impostor_of(const Identity& identity);

std::string certificate_of(const Identity& identity);
std::string key_of(const Identity& identity);
std::string locked_key_of(const Identity& identity);  // PKCS#8, encrypted
// SEC 1 ("BEGIN EC PRIVATE KEY") or PKCS#1 ("BEGIN RSA PRIVATE KEY").
std::string traditional_key_of(const Identity& identity);
// As grid tools lay a proxy out: the first certificate, its key, the others.
std::string proxy_file(std::initializer_list<const Identity*> chain);

struct CrlRequest {
    std::vector<const Identity*> revoked{};
    Validity valid{};
};

std::string make_crl(const Identity& ca, const CrlRequest& request = {});

// A private folder that goes with this object.
class Folder {
  public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::string put(const std::string& name, const std::string& content,
                    unsigned mode = 0600) const;
    void remove(const std::string& name) const { std::filesystem::remove(path_ / name); }

  private:
    std::filesystem::path path_;
};

enum class Hash { current, old };  // of OpenSSL 1.0 and later, and of those before

// "9da13359", under which a CA and its CRLs are found in a folder.
std::string hash_of(const Identity& ca, Hash hash = Hash::current);

// As the IGTF packages and fetch-crl lay out /etc/grid-security/certificates.
class TrustFolder : public Folder {
  public:
    void add_ca(const Identity& ca, Hash hash = Hash::current) const;
    void add_crl(const Identity& ca, const std::string& crl, int number = 0,
                 Hash hash = Hash::current) const;
    void remove_crl(const Identity& ca) const { remove(hash_of(ca) + ".r0"); }
};

}  // namespace fedcloud::mint
