#include "ldap/dn.hpp"

#include <ldap.h>

#include <algorithm>
#include <memory>

#include "plugin/text.hpp"

namespace fedcloud::ldap {

bool Rdn::operator==(const Rdn& other) const {
    return value == other.value && plugin::equal_ignoring_case(attribute, other.attribute);
}

Expected<Dn, std::string> parse_dn(std::string_view text) {
    std::string bytes(text);  // ldap_bv2dn(3) wants them writable
    berval input{bytes.size(), bytes.data()};
    LDAPDN raw = nullptr;
    const bool read = ldap_bv2dn(&input, &raw, LDAP_DN_FORMAT_LDAPV3) == LDAP_SUCCESS;
    const std::unique_ptr<LDAPRDN, void (*)(LDAPDN)> owner(raw, ldap_dnfree);
    if (!read) {
        return Unexpected{std::string("it is no distinguished name")};
    }
    Dn dn;
    for (LDAPRDN* rdn = raw; rdn != nullptr && *rdn != nullptr; ++rdn) {
        const LDAPAVA& first = ***rdn;
        dn.push_back({{first.la_attr.bv_val, first.la_attr.bv_len},
                      {first.la_value.bv_val, first.la_value.bv_len}});
    }
    return dn;
}

bool is_below(const Dn& dn, const Dn& ancestor) {
    return dn.size() > ancestor.size() &&
           std::equal(ancestor.rbegin(), ancestor.rend(), dn.rbegin());
}

}  // namespace fedcloud::ldap
