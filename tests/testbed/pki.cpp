// The certificates of the testbed: a CA, server certificates good and bad, users and their proxies.
#include "pki.hpp"

#include <openssl/x509v3.h>
#include <sys/stat.h>

#include <cstdlib>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "endorsers.hpp"

namespace fedcloud::testbed {
namespace {

using std::chrono::hours;

constexpr unsigned private_mode = 0600;
constexpr unsigned public_mode = 0644;
constexpr auto good_server = "server-good.pem";
constexpr auto expired_server = "server-expired.pem";
constexpr auto wrong_name_server = "server-wrong-name.pem";
constexpr auto untrusted_server = "server-untrusted.pem";

Identity make_ca(const std::string& name) {
    CertificateRequest request;
    request.subject = {{"DC", "org"}, {"DC", "example"}, {"O", "Testbed"}, {"CN", name}};
    request.extensions = {{NID_basic_constraints, "critical,CA:TRUE"},
                          {NID_key_usage, "critical,keyCertSign,cRLSign"},
                          {NID_subject_key_identifier, "hash"}};
    return make_identity(request, nullptr, KeyKind::ec_p256);
}

CertificateRequest server_request(const std::string& name, const std::string& alternatives) {
    CertificateRequest request;
    request.subject = {{"DC", "org"}, {"DC", "example"}, {"O", "Testbed"}, {"CN", name}};
    request.extensions = {{NID_basic_constraints, "critical,CA:FALSE"},
                          {NID_key_usage, "critical,digitalSignature,keyEncipherment"},
                          {NID_ext_key_usage, "serverAuth"},
                          {NID_subject_key_identifier, "hash"},
                          {NID_authority_key_identifier, "keyid"},
                          {NID_subject_alt_name, alternatives}};
    return request;
}

Identity make_user(const Identity& ca) {
    CertificateRequest request;
    request.subject = {
        {"DC", "org"}, {"DC", "example"}, {"O", "Testbed"}, {"CN", "Sample Probe User"}};
    request.extensions = {{NID_basic_constraints, "critical,CA:FALSE"},
                          {NID_key_usage, "critical,digitalSignature,keyEncipherment"},
                          {NID_ext_key_usage, "clientAuth"},
                          {NID_subject_key_identifier, "hash"},
                          {NID_authority_key_identifier, "keyid"}};
    return make_identity(request, &ca, KeyKind::ec_p256);
}

// RFC 3820, 3.8: the extension is critical; 3.4: the subject is the issuer's with one CN more.
Identity make_proxy(const Identity& user, hours valid_from, hours valid_until, bool voms = false) {
    CertificateRequest request;
    request.subject = {{"CN", "1893456001"}};
    request.below_issuer = true;
    request.extensions = {{NID_key_usage, "critical,digitalSignature,keyEncipherment"},
                          {NID_proxyCertInfo, "critical,language:id-ppl-inheritAll"}};
    request.valid_from = valid_from;
    request.valid_until = valid_until;
    request.voms = voms;
    return make_identity(request, &user, KeyKind::ec_p256);
}

void write_servers(const std::filesystem::path& folder, const Identity& ca,
                   const Identity& other_ca, KeyKind good_server_key) {
    const auto write = [&](const char* name, const CertificateRequest& request,
                           const Identity& issuer, KeyKind kind) {
        const auto server = make_identity(request, &issuer, kind);
        write_file(folder / name, to_pem(*server.certificate) + to_pem(*server.key), private_mode);
    };
    const auto right = server_request("localhost", "DNS:localhost,IP:127.0.0.1,IP:::1");
    auto expired = right;
    expired.valid_from = -hours{48};
    expired.valid_until = -hours{24};
    const auto wrong = server_request("other.example.org", "DNS:other.example.org");
    write(good_server, right, ca, good_server_key);
    write(expired_server, expired, ca, KeyKind::ec_p256);
    write(wrong_name_server, wrong, ca, KeyKind::ec_p256);
    write(untrusted_server, right, other_ca, KeyKind::ec_p256);
}

void write_clients(const std::filesystem::path& folder, const Identity& ca,
                   const Identity& other_ca) {
    const auto user = make_user(ca);
    const auto stranger = make_user(other_ca);
    const auto proxy = make_proxy(user, -hours{1}, hours{12});
    const auto voms = make_proxy(user, -hours{1}, hours{12}, true);
    const auto expired = make_proxy(user, -hours{13}, -hours{1});
    const auto other_key = make_key(KeyKind::ec_p256);
    const auto chain = to_pem(*user.certificate);
    const auto certificate = to_pem(*proxy.certificate);
    const auto whole = certificate + to_pem(*proxy.key) + chain;
    write_file(folder / "user.pem", chain + to_pem(*user.key), private_mode);
    write_file(folder / "user-untrusted.pem", to_pem(*stranger.certificate) + to_pem(*stranger.key),
               private_mode);
    write_file(folder / "proxy.pem", whole, private_mode);
    write_file(folder / "proxy-voms.pem", to_pem(*voms.certificate) + to_pem(*voms.key) + chain,
               private_mode);
    write_file(folder / "proxy-world-readable.pem", whole, public_mode);
    write_file(folder / "proxy-nokey.pem", certificate + chain, private_mode);
    write_file(folder / "proxy-wrongkey.pem", certificate + to_pem(*other_key) + chain,
               private_mode);
    write_file(folder / "proxy-expired.pem",
               to_pem(*expired.certificate) + to_pem(*expired.key) + chain, private_mode);
}

void make_folder(const std::filesystem::path& folder, unsigned mode) {
    if (::mkdir(folder.c_str(), mode) != 0 && !std::filesystem::is_directory(folder)) {
        throw std::runtime_error{"cannot make the folder " + folder.string()};
    }
    ::chmod(folder.c_str(), mode);
}

std::filesystem::path make_temporary_folder() {
    auto path = (std::filesystem::temp_directory_path() / "fedcloud-testbed-XXXXXX").string();
    if (::mkdtemp(path.data()) == nullptr) {
        throw std::runtime_error{"cannot make a temporary folder"};
    }
    return path;
}

}  // namespace

Pki::Pki(const std::optional<std::filesystem::path>& folder, ForeignPki foreign,
         KeyKind good_server_key, Endorsers endorsers)
    : foreign_{std::move(foreign)}, temporary_{!folder} {
    if (has_foreign_clients() && !std::filesystem::is_directory(foreign_.ca_folder)) {
        throw std::runtime_error{"no folder: " + foreign_.ca_folder.string()};
    }
    folder_ = folder ? std::filesystem::absolute(*folder) : make_temporary_folder();
    try {
        make_folder(folder_, 0700);
        mint(good_server_key, endorsers);
    } catch (...) {
        remove_if_temporary();
        throw;
    }
}

Pki::~Pki() {
    remove_if_temporary();
}

std::filesystem::path Pki::server_file(ServerCertificate which) const {
    switch (which) {
        case ServerCertificate::good:
            return foreign_.server_file.empty() ? folder_ / good_server : foreign_.server_file;
        case ServerCertificate::expired:
            return folder_ / expired_server;
        case ServerCertificate::wrong_name:
            return folder_ / wrong_name_server;
        case ServerCertificate::untrusted:
            break;
    }
    return folder_ / untrusted_server;
}

std::filesystem::path Pki::client_ca_folder() const {
    return has_foreign_clients() ? foreign_.ca_folder : ca_folder();
}

void Pki::mint(KeyKind good_server_key, Endorsers endorsers) const {
    make_folder(ca_folder(), 0755);
    make_folder(folder_ / "empty", 0755);
    const auto ca = make_ca("Testbed CA");
    const auto other_ca = make_ca("Testbed CA That Nobody Trusts");
    const auto pem = to_pem(*ca.certificate);
    write_file(ca_file(), pem, public_mode);
    write_file(ca_folder() / (subject_hash(*ca.certificate) + ".0"), pem, public_mode);
    write_servers(folder_, ca, other_ca, good_server_key);
    write_clients(folder_, ca, other_ca);
    if (endorsers == Endorsers::all) {
        write_endorsers(folder_, ca_folder(), ca, other_ca);
    }
}

void Pki::remove_if_temporary() const {
    if (temporary_) {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
}

}  // namespace fedcloud::testbed
