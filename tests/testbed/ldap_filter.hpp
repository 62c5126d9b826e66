// The filter of a search: as it came, as text, and what it says of an entry.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ber.hpp"

namespace fedcloud::testbed::ldap {

struct Entry;

struct Filter {
    // In the order of their tags (RFC 4511, 4.5.1.7).
    enum class Kind {
        all,
        any,
        negation,
        equality,
        substrings,
        greater_or_equal,
        less_or_equal,
        present,
        approximate,
        extensible
    };
    Kind kind = Kind::present;
    std::vector<Filter> parts;  // of all, any and negation
    std::string attribute;      // of the others
    // One value; of substrings, the pieces between the stars, empty at an end where a star stands.
    std::vector<std::string> values;
};

// Throws std::invalid_argument for what is no filter, or is nested more than a hundred times.
Filter read_filter(ber::Reader& reader);

std::string to_text(const Filter& filter);  // RFC 4515

bool matches(const Filter& filter, const Entry& entry);

}  // namespace fedcloud::testbed::ldap
