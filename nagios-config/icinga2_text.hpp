// Values as Icinga 2's configuration language writes them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace fedcloud::config::icinga2 {

// A string literal (Icinga 2 documentation, Language Reference, "Expressions: Strings"). Nothing in
// a literal is an expression; control characters are written as octal escapes, but for NUL, which
// no string can hold and which becomes a blank.
std::string literal(std::string_view text);

// For people: one clean line of at most `limit` bytes, as a literal.
std::string text_literal(std::string_view text, std::size_t limit = 256);

// The value of a custom variable: Icinga 2 looks for $macros$ in these, and refuses a '$' that
// stands alone.
std::string variable_literal(std::string_view text);
std::string variable_text_literal(std::string_view text, std::size_t limit = 256);

// [ "a", "b" ] of custom variables' values.
std::string variables_literal(const std::vector<std::string>& texts);

}  // namespace fedcloud::config::icinga2
