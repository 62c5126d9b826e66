// Result codes of LDAP in words.
#pragma once

#include <string>

#include "ldap/entry.hpp"
#include "plugin/fault.hpp"

namespace fedcloud::ldap {

// "busy (51)", "result code 4242"; RFC 4511 section 4.1.9.
std::string result_name(int code);

// Why `answer` is not what was asked for: the code, the server's words, what exists of the base.
// The service's fault: who asks a directory at this moment gets nothing, also when it is busy.
plugin::Fault fault_of(const Answer& answer, const Search& search);

}  // namespace fedcloud::ldap
