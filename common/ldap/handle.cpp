#include "ldap/handle.hpp"

namespace fedcloud::ldap {
namespace {

std::string to_string(const berval& bytes) {
    return {bytes.bv_val, bytes.bv_len};
}

std::string to_string(const std::unique_ptr<char, MemoryFree>& text) {
    return text ? text.get() : "";
}

}  // namespace

std::optional<Entry> read_entry(LDAP* handle, LDAPMessage* message) {
    BerElement* raw = nullptr;
    berval dn{};
    if (ldap_get_dn_ber(handle, message, &raw, &dn) != LDAP_SUCCESS) {
        return std::nullopt;
    }
    const std::unique_ptr<BerElement, ElementFree> element(raw);
    Entry entry{to_string(dn), {}};
    for (;;) {
        berval name{};
        BerVarray raw_values = nullptr;
        if (ldap_get_attribute_ber(handle, message, raw, &name, &raw_values) != LDAP_SUCCESS) {
            return std::nullopt;
        }
        const std::unique_ptr<berval, MemoryFree> values(raw_values);
        if (name.bv_val == nullptr) {
            return entry;
        }
        Attribute attribute{to_string(name), {}};
        for (const berval* value = values.get(); value != nullptr && value->bv_val != nullptr;
             ++value) {
            attribute.values.push_back(to_string(*value));
        }
        entry.attributes.push_back(std::move(attribute));
    }
}

bool read_result(LDAP* handle, LDAPMessage* message, Answer& answer) {
    char* matched = nullptr;
    char* diagnostic = nullptr;
    const int done = ldap_parse_result(handle, message, &answer.code, &matched, &diagnostic,
                                       nullptr, nullptr, 0);
    const std::unique_ptr<char, MemoryFree> matched_owner(matched);
    const std::unique_ptr<char, MemoryFree> diagnostic_owner(diagnostic);
    if (done != LDAP_SUCCESS) {
        return false;
    }
    answer.matched_dn = to_string(matched_owner);
    answer.diagnostic = to_string(diagnostic_owner);
    return true;
}

}  // namespace fedcloud::ldap
