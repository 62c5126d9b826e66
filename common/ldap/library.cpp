#include "ldap/library.hpp"

#include <ldap.h>
#include <stdlib.h>

#include "plugin/detached_call.hpp"

namespace fedcloud::ldap {

plugin::Checked<void> prepare_library(const plugin::Until& until) {
    setenv("LDAPNOINIT", "1", 1);
    setenv("SASL_PATH", "", 1);  // half of all instructions of a search go into these plug-ins
    // The first call of libldap looks up this host's own name (ldap_pvt_get_fqdn), which takes as
    // long as the resolver does.
    const auto prepared = plugin::call_detached<int>(
        [] {
            int version = 0;
            return ldap_get_option(nullptr, LDAP_OPT_PROTOCOL_VERSION, &version);
        },
        until);
    if (prepared) {
        return {};
    }
    if (prepared.error() == plugin::WaitResult::interrupted) {
        return Unexpected{plugin::Fault::by_signal()};
    }
    return Unexpected{plugin::Fault::ours(
        "this host's resolver did not answer in time when libldap asked for this host's own name: "
        "see /etc/resolv.conf, or put the name into /etc/hosts")};
}

}  // namespace fedcloud::ldap
