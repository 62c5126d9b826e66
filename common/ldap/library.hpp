// libldap, made ready under a deadline and without what a user may have set for it.
#pragma once

#include "plugin/deadline.hpp"
#include "plugin/fault.hpp"

namespace fedcloud::ldap {

// Before the first call of libldap, once or more often. Sets two environment variables of this
// process: LDAPNOINIT, so that no ldap.conf, .ldaprc or LDAP... variable changes what is asked
// (ldap.conf(5)), and SASL_PATH, so that no plug-in for log-ins is loaded that an anonymous
// search has no use for.
plugin::Checked<void> prepare_library(const plugin::Until& until);

}  // namespace fedcloud::ldap
