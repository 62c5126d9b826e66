// A listing as runs share it: read three hundred times for each time that a page is. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "listing.hpp"

namespace fedcloud::apel {

// A line on the page, then one for each site, of fields with tabs between them. What nobody will
// ask for again is left out: pages need forty times as long to be read.
std::string to_text(const Listing& listing);

// Nothing if it is not such a text.
std::optional<Listing> from_text(std::string_view text);

}  // namespace fedcloud::apel
