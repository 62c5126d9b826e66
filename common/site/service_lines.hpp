// The part of a site profile's text that is about some of the services alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plugin/expected.hpp"
#include "plugin/parse_error.hpp"
#include "site/profile.hpp"

namespace fedcloud::site {

// Which services somebody wants to know of: the one with this key, or all of these types if the key
// is empty.
struct Wanted {
    std::string key;
    std::vector<std::string> types;
};

// A probe checks one service, and reading JSON is the dearest thing that it does with a profile. So
// each service and downtime that fedcloud-profiles writes stands on a line of its own, that begins
//     {"key":"1000G0","type":"eu.egi.cloud.vm-management.occi",
// or, a downtime, {"key":"113653G0","services":["1000G0"], and here those of other services are
// left out, together with the comma that is then one too many. Line breaks stay, so that places in
// the text keep their numbers.
//
// This is sound: no string of JSON holds a line break, so that a line begins between values, and
// what begins with '{' there and ends where its brackets are closed is one whole object. A line
// that is anything else, or has an escape sequence, is left as it is. Mistakes in what is left out
// are not seen.
std::string wanted_lines(std::string_view text, const Wanted& wanted);

// The profile with the wanted services at least. It is read whole where its layout is another, and
// where none of the services is a wanted one, so that a message can name what there is.
Expected<Profile, plugin::ParseError> read_profile_of(std::string_view text, const Wanted& wanted);

}  // namespace fedcloud::site
