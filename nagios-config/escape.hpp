// Words and links that several schedulers' files have alike.
#pragma once

#include <string>
#include <string_view>

namespace fedcloud::config {

// A word of a shell: as it is where that is safe, else in single quotes.
std::string shell_word(std::string_view word);

// A link for web pages: http and https alone, since a browser would run "javascript:…"; what no URL
// may hold, and what means something to Nagios ('$', ';') or in HTML, as %XX. Empty: it is no such
// link, or longer than 1,000 bytes.
std::string web_link(std::string_view url);

}  // namespace fedcloud::config
