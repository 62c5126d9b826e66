// libvomsapi is not linked: it is C++ and brings libstdc++.so, libexpat and their start-up to every
// run of every probe (see "Speed" in README.md), while most runs have no attributes to read. Its C
// interface is the same in all versions that Debian and EL carry.
#include "auth/voms_library.hpp"

#include <dlfcn.h>
#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/x509.h>
#include <voms/voms_apic.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <optional>

namespace fedcloud::auth {
namespace {

constexpr auto library_name = "libvomsapi.so.1";

// The functions in use, with the types that the header gives them.
struct Library {
    decltype(&VOMS_Init) init = nullptr;
    decltype(&VOMS_Destroy) destroy = nullptr;
    decltype(&VOMS_SetVerificationType) set_verification_type = nullptr;
    decltype(&VOMS_Retrieve) retrieve = nullptr;
    decltype(&VOMS_ErrorMessage) error_message = nullptr;
};

template <typename Function>
bool find(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(dlsym(library, name));
    return function != nullptr;
}

// It stays loaded to the end of the process: it registers OIDs with OpenSSL that point into it.
Expected<Library, std::string> load() {
    void* handle = dlopen(library_name, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    Library library;
    const bool complete = handle != nullptr && find(handle, "VOMS_Init", library.init) &&
                          find(handle, "VOMS_Destroy", library.destroy) &&
                          find(handle, "VOMS_SetVerificationType", library.set_verification_type) &&
                          find(handle, "VOMS_Retrieve", library.retrieve) &&
                          find(handle, "VOMS_ErrorMessage", library.error_message);
    if (!complete) {
        const char* why = dlerror();
        return Unexpected{
            fmt::format("libvomsapi, which reads them, cannot be loaded ({}): install the package "
                        "libvomsapi1v5 (Debian) or voms (EL)",
                        why == nullptr ? "unknown" : why)};
    }
    return library;
}

// "20261231235959Z"
WallClock::time_point read_date(const char* text) {
    const std::unique_ptr<ASN1_TIME, decltype(&ASN1_TIME_free)> time(ASN1_TIME_new(),
                                                                     ASN1_TIME_free);
    const bool valid = text != nullptr && ASN1_TIME_set_string(time.get(), text) == 1;
    return valid ? to_time_point(time.get()) : WallClock::time_point{};
}

std::string text_of(const char* text) {
    return text == nullptr ? "" : text;
}

VomsAttributes read_attributes(const voms& found) {
    VomsAttributes attributes;
    attributes.vo = text_of(found.voname);
    attributes.issuer = text_of(found.server);
    const auto address = text_of(found.uri);  // "voms.example.org:15004"
    attributes.host = address.substr(0, address.find(':'));
    attributes.not_before = read_date(found.date1);
    attributes.not_after = read_date(found.date2);
    for (char** fqan = found.fqan; fqan != nullptr && *fqan != nullptr; ++fqan) {
        attributes.fqans.emplace_back(*fqan);
    }
    return attributes;
}

// libvomsapi verifies against the trust folder, and besides against whatever OpenSSL's default file
// holds: on Debian and EL that is the system's whole bundle, 200 million instructions to load,
// whose CAs have no say here. OpenSSL can be told of another file by the environment alone.
class WithoutSystemBundle {
  public:
    WithoutSystemBundle() {
        if (const char* set = std::getenv(name)) {
            before_ = set;
        }
        setenv(name, "/dev/null", 1);
    }
    ~WithoutSystemBundle() {
        if (before_) {
            setenv(name, before_->c_str(), 1);
        } else {
            unsetenv(name);
        }
    }
    WithoutSystemBundle(const WithoutSystemBundle&) = delete;
    WithoutSystemBundle& operator=(const WithoutSystemBundle&) = delete;

  private:
    static constexpr auto name = "SSL_CERT_FILE";  // X509_get_default_cert_file_env()
    std::optional<std::string> before_;
};

}  // namespace

Expected<std::vector<VomsAttributes>, std::string> retrieve_voms(const Chain& chain,
                                                                 const std::string& vomsdir,
                                                                 const std::string& trust_folder,
                                                                 VomsVerification verification) {
    const auto library = load();
    if (!library) {
        return Unexpected{library.error()};
    }
    std::string voms_folder = vomsdir;
    std::string certificates = trust_folder;
    const std::unique_ptr<vomsdata, decltype(&VOMS_Destroy)> data(
        library->init(voms_folder.data(), certificates.empty() ? nullptr : certificates.data()),
        library->destroy);
    if (!data) {
        return Unexpected{std::string("libvomsapi cannot be set up")};
    }
    int error = 0;
    if (verification == VomsVerification::none) {
        library->set_verification_type(VERIFY_NONE, data.get(), &error);
    }
    const CertificateStack others(sk_X509_new_null());
    for (std::size_t i = 1; i < chain.size(); ++i) {
        sk_X509_push(others.get(), chain[i].get());
    }
    std::optional<WithoutSystemBundle> only_the_folder;
    if (!certificates.empty()) {
        only_the_folder.emplace();
    }
    // Its error number is set on success too: only the result counts.
    const bool read = library->retrieve(chain.front().get(), others.get(), RECURSE_CHAIN,
                                        data.get(), &error) != 0;
    ERR_clear_error();
    if (!read) {
        std::array<char, 512> text{};
        library->error_message(data.get(), error, text.data(), static_cast<int>(text.size()) - 1);
        return Unexpected{std::string(text.data())};
    }
    std::vector<VomsAttributes> all;
    for (voms** each = data->data; each != nullptr && *each != nullptr; ++each) {
        all.push_back(read_attributes(**each));
    }
    return all;
}

}  // namespace fedcloud::auth
