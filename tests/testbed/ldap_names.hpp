// Names of attributes and of entries, and values, as a directory compares them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fedcloud::testbed::ldap {

// Case does not matter, and some of GLUE's attributes have several names.
std::string same_attribute(std::string_view name);

// Whether the directory's schema would have this attribute.
bool is_known_attribute(std::string_view same_attribute);

// What can be asked of the attribute's values: GLUE20.schema orders numbers only, and BDII.schema
// has no rule for its own; the classes of an entry know no substrings.
bool is_ordered(std::string_view same_attribute);
bool is_comparable(std::string_view same_attribute);
bool has_substrings(std::string_view same_attribute);

// Whether an entry of the class is one of the other, too: that itself, or one that it is made from.
bool is_kind_of(std::string_view of_class, std::string_view other);

// The value as it is compared: blanks folded, and for attributes outside GLUE 2 without regard to
// case.
std::string same_value(std::string_view same_attribute, std::string_view value);

// The value in the form that slapd writes into a DN: what RFC 4514 has escaped, as hexadecimal
// digits.
std::string escape_in_dn(std::string_view value);

// A text that is equal for equal names; that of an entry below another begins with that one's.
// Empty for the empty name; nothing for what is no name or has an attribute that is not known.
std::optional<std::string> dn_key(std::string_view dn);

// Of a key that is not empty.
std::string parent_key(const std::string& key);

inline bool is_below(std::string_view key, std::string_view base) {
    return key.starts_with(base);
}

}  // namespace fedcloud::testbed::ldap
