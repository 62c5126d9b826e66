// Distinguished names, taken apart (RFC 4514).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plugin/expected.hpp"

namespace fedcloud::ldap {

// Of an RDN with several attributes only the first is kept: GLUE has none.
struct Rdn {
    std::string attribute;  // as it was written; names are compared without regard to case
    std::string value;      // unescaped

    bool operator==(const Rdn& other) const;
};

using Dn = std::vector<Rdn>;  // the entry's own name first, the suffix last

// The error quotes nothing: DNs may be long.
Expected<Dn, std::string> parse_dn(std::string_view text);

bool is_below(const Dn& dn, const Dn& ancestor);  // not true of `ancestor` itself

}  // namespace fedcloud::ldap
