// libldap's objects, owned.
#pragma once

#include <lber.h>
#include <ldap.h>

#include <memory>
#include <optional>

#include "ldap/entry.hpp"

namespace fedcloud::ldap {

struct HandleFree {
    void operator()(LDAP* handle) const { ldap_unbind_ext(handle, nullptr, nullptr); }
};
struct MessageFree {
    void operator()(LDAPMessage* message) const { ldap_msgfree(message); }
};
struct MemoryFree {
    void operator()(void* memory) const { ldap_memfree(memory); }
};
struct ElementFree {
    void operator()(BerElement* element) const { ber_free(element, 0); }
};

using Handle = std::unique_ptr<LDAP, HandleFree>;
using Message = std::unique_ptr<LDAPMessage, MessageFree>;

// Of a message of type LDAP_RES_SEARCH_ENTRY; empty if it is none that can be read.
std::optional<Entry> read_entry(LDAP* handle, LDAPMessage* message);
// Of a message that ends an operation, into `answer`; false if it cannot be read.
bool read_result(LDAP* handle, LDAPMessage* message, Answer& answer);

}  // namespace fedcloud::ldap
