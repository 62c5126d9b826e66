// Credentials in PEM: certificates, keys, kinds of proxies.
#include "auth/certificates.hpp"

#include "auth/proxy_kind.hpp"
#include "distinguished_name.hpp"
#include "fuzz.hpp"
#include "plugin/text.hpp"

namespace fedcloud::fuzz {

void examine(std::string_view input) {
    const std::string pem(input);
    for (const auto& certificate : auth::read_certificates(pem)) {
        require(certificate != nullptr, "a certificate that is read is there");
        const auto kind = auth::kind_of(*certificate);
        require(!auth::to_string(kind).empty(), "a kind has a name");
        require(!auth::is_pre_rfc(kind) || auth::is_proxy(kind), "the older kinds are proxies");
        (void)auth::proxies_allowed_below(*certificate);
        (void)auth::not_before(*certificate);
        (void)auth::not_after(*certificate);
        const auto* subject = X509_get_subject_name(certificate.get());
        require(!auth::extends_name(*subject, *subject), "a name does not extend itself");
        const auto name = appdb_update::DistinguishedName::of(*subject);
        require(name.matches(name), "a name matches itself");
        require_clean(plugin::clean(auth::subject_of(*certificate), 4096));
        require_clean(plugin::clean(auth::issuer_of(*certificate), 4096));
    }
    const auto key = auth::read_private_key(pem);
    require(!key.key || !key.locked, "a key that is read is not locked");
}

}  // namespace fedcloud::fuzz
