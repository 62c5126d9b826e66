#include "http/trust.hpp"

#include <dirent.h>
#include <errno.h>
#include <fmt/format.h>
#include <openssl/x509.h>
#include <string.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string_view>

#include "http/verification.hpp"

namespace fedcloud::http {
namespace {

using plugin::Checked;
using plugin::Fault;

struct CloseFolder {
    void operator()(DIR* folder) const { closedir(folder); }
};

constexpr std::size_t digits = 8;  // of a hash

// HASH.N with eight hexadecimal digits, as X509_LOOKUP_hash_dir asks for.
bool is_hashed_certificate(std::string_view name) {
    const auto is_hex = [](char c) {
        return std::string_view("0123456789abcdef").find(c) != std::string_view::npos;
    };
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    return name.size() > digits + 1 && name[digits] == '.' &&
           std::all_of(name.begin(), name.begin() + digits, is_hex) &&
           std::all_of(name.begin() + digits + 1, name.end(), is_digit);
}

// That, or HASH.rN.
bool is_hashed_file(std::string name) {
    if (name.size() > digits + 1 && name[digits + 1] == 'r') {
        name.erase(digits + 1, 1);
    }
    return is_hashed_certificate(name);
}

// Nothing if there is no such folder (or it cannot be read: then errno tells); otherwise whether it
// holds a hashed certificate.
std::optional<bool> holds_certificates(const char* path) {
    const std::unique_ptr<DIR, CloseFolder> folder(opendir(path));
    if (!folder) {
        return std::nullopt;
    }
    while (const dirent* entry = readdir(folder.get())) {
        if (is_hashed_certificate(entry->d_name)) {
            return true;
        }
    }
    return false;
}

Checked<Trust> must_hold(const std::string& path, std::string_view named_by) {
    const auto holds = holds_certificates(path.c_str());
    if (!holds) {
        return Unexpected{
            Fault::ours(fmt::format("CA folder {} ({}): {}", path, named_by, strerror(errno)))};
    }
    if (!*holds) {
        return Unexpected{Fault::ours(fmt::format(
            "CA folder {} ({}) holds no trust anchor with a hashed name (such as 9da13359.0): "
            "install the IGTF packages, or run 'openssl rehash {}'",
            path, named_by, path))};
    }
    return Trust{path};
}

// A hashed certificate or CRL that is a FIFO or a device: OpenSSL would open it and wait for ever.
// Empty if there is none.
std::string find_endless_file(const std::string& path) {
    const std::unique_ptr<DIR, CloseFolder> folder(opendir(path.c_str()));
    struct stat nothing {};
    (void)stat("/dev/null", &nothing);  // a CA may be masked by a link to it
    while (const dirent* entry = folder ? readdir(folder.get()) : nullptr) {
        struct stat status {};
        if (entry->d_type != DT_REG && is_hashed_file(entry->d_name) &&
            fstatat(dirfd(folder.get()), entry->d_name, &status, 0) == 0 &&
            (S_ISFIFO(status.st_mode) || ((S_ISCHR(status.st_mode) || S_ISBLK(status.st_mode)) &&
                                          status.st_rdev != nothing.st_rdev))) {
            return path + '/' + entry->d_name;
        }
    }
    return "";
}

Checked<Trust> find_folder(const std::string& option) {
    if (!option.empty()) {
        return must_hold(option, "--ca-path");
    }
    if (const char* named = std::getenv("X509_CERT_DIR"); named != nullptr && *named != '\0') {
        return must_hold(named, "$X509_CERT_DIR");
    }
    constexpr auto grid = "/etc/grid-security/certificates";
    if (holds_certificates(grid).value_or(false)) {
        return Trust{grid};
    }
    // Debian hashes its folder, EL 9 does not: there the bundle remains.
    const char* system = X509_get_default_cert_dir();
    return holds_certificates(system).value_or(false) ? Trust{system} : Trust{};
}

}  // namespace

Checked<Trust> find_trust(const std::string& option, bool crl_required) {
    auto trust = find_folder(option);
    if (trust && crl_required && trust->folder.empty()) {
        return Unexpected{
            Fault::ours("--crl required: the system's trust anchors are one file without CRLs: "
                        "give --ca-path")};
    }
    if (trust) {
        trust->crl_required = crl_required;
        if (!trust->folder.empty()) {
            if (const auto endless = find_endless_file(trust->folder); !endless.empty()) {
                return Unexpected{Fault::ours(fmt::format(
                    "{} is a FIFO or a device: to read it would be to wait for ever", endless))};
            }
            trust->loaded = open_store(*trust);
        }
    }
    return trust;
}

}  // namespace fedcloud::http
