#include "auth/chain_check.hpp"

#include <fmt/format.h>
#include <openssl/err.h>

#include <algorithm>

#include "auth/proxy_kind.hpp"

namespace fedcloud::auth {
namespace {

using Outcome = Expected<void, std::string>;

bool has_issued(const X509& issuer, const X509& certificate) {
    return X509_NAME_cmp(X509_get_subject_name(&issuer), X509_get_issuer_name(&certificate)) == 0;
}

bool signature_fits(const X509& certificate, const X509& issuer) {
    // Both are only read, but take pointers to what they cache in.
    EVP_PKEY* key = X509_get0_pubkey(&issuer);
    const bool fits = key != nullptr && X509_verify(const_cast<X509*>(&certificate), key) == 1;
    ERR_clear_error();
    return fits;
}

Unexpected<std::string> missing_issuer(const Chain& chain, std::size_t at) {
    const X509& orphan = *chain[at];
    const bool elsewhere = std::any_of(chain.begin(), chain.end(), [&](const Certificate& other) {
        return has_issued(*other, orphan);
    });
    if (elsewhere) {
        return Unexpected{std::string(
            "has its certificates in the wrong order: the proxy comes first, then its key, then "
            "each issuer behind what it has issued")};
    }
    return Unexpected{fmt::format(
        "lacks the certificate of {}, which issued {}: no server can follow such a chain; make the "
        "proxy again",
        issuer_of(orphan), subject_of(orphan))};
}

// `at` is a proxy; `at` of them hang below it.
Outcome check_proxy(const Chain& chain, std::size_t at) {
    const X509& proxy = *chain[at];
    if (at + 1 == chain.size() || !has_issued(*chain[at + 1], proxy)) {
        return missing_issuer(chain, at);
    }
    const X509& issuer = *chain[at + 1];
    const auto broken = [&](std::string_view why) {
        return Unexpected{fmt::format("is broken: {} {}; make it again", subject_of(proxy), why)};
    };
    if (kind_of(issuer) == CertificateKind::authority) {
        return broken("is a proxy, but was issued by a CA");
    }
    if (!extends_name(*X509_get_subject_name(&proxy), *X509_get_subject_name(&issuer))) {
        return broken("does not bear its issuer's name and one CN");
    }
    if (!signature_fits(proxy, issuer)) {
        return broken(fmt::format("was not signed by the key of {}", subject_of(issuer)));
    }
    if (const auto allowed = proxies_allowed_below(proxy);
        allowed && *allowed < static_cast<long>(at)) {
        return broken(fmt::format("allows {} proxies below it, and there are {}", *allowed, at));
    }
    return {};
}

}  // namespace

Outcome check_chain(const Chain& chain) {
    std::size_t at = 0;
    while (is_proxy(kind_of(*chain[at]))) {
        if (auto fits = check_proxy(chain, at); !fits) {
            return fits;
        }
        ++at;  // check_proxy has seen that there is one more
    }
    for (std::size_t next = at + 1; next < chain.size(); ++next) {
        if (is_proxy(kind_of(*chain[next]))) {
            return missing_issuer(chain, next);
        }
        if (!has_issued(*chain[next], *chain[next - 1])) {
            return Unexpected{
                fmt::format("has its certificates in the wrong order: {} stands behind {}, but did "
                            "not issue it",
                            subject_of(*chain[next]), subject_of(*chain[next - 1]))};
        }
    }
    return {};
}

const X509& end_entity_of(const Chain& chain) {
    const auto found = std::find_if(chain.begin(), chain.end(), [](const Certificate& each) {
        return !is_proxy(kind_of(*each));
    });
    return found == chain.end() ? *chain.back() : **found;
}

}  // namespace fedcloud::auth
