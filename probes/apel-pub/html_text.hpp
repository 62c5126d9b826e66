// Text between the tags of an HTML page. Pure.
#pragma once

#include <string>
#include <string_view>

namespace fedcloud::apel {

// Appends text as it is seen: entities resolved, white space as single blanks.
void append_text(std::string& out, std::string_view raw);

}  // namespace fedcloud::apel
