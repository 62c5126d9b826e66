// Text and words as they stand in object files of Nagios 4 and Naemon.
//
// Seen with Nagios 4.4.6: ';' begins a comment anywhere in a line, "\;" is a ';'; a '\' at the end
// joins two lines; blanks at both ends are lost; "null" unsets a directive; a '!' ends an argument
// of a check command, "\!" is a '!'; in notes and notes_url macros are expanded, $USER1$ of the
// resource file too, which may hold a password.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fedcloud::config::nagios {

// The value of notes, display_name, alias: one line of valid UTF-8, at most `limit` bytes before
// its replacements. What means something to Nagios, to the shell that a notification command hands
// $HOSTALIAS$ to, or to the web pages that show notes as HTML is written in its full-width form
// (U+FF01 to U+FF5E), which looks alike and means nothing: $ ` " ' \ < > & ; | Empty: leave the
// directive out.
std::string text(std::string_view raw, std::size_t limit = 256);

// Words for a shell, as the first argument of a check command ($ARG1$ in command_line).
std::string argument(const std::vector<std::string>& words);

// The same for command_line itself.
std::string command_word(std::string_view word);

}  // namespace fedcloud::config::nagios
