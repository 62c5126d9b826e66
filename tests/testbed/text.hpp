// Small operations on strings that the parsers and renderers share.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace fedcloud::testbed {

using Seconds = std::chrono::duration<double>;
using Clock = std::chrono::steady_clock;

std::string trim(std::string_view text);
std::string to_lower(std::string_view text);
bool equal_ignoring_case(std::string_view left, std::string_view right);

// The parts of `text` between separators that stand outside double quotes, trimmed.
std::vector<std::string> split_outside_quotes(std::string_view text, char separator);

// Lines ended by LF or CRLF; an end of line at the very end begins no further line.
std::vector<std::string> split_lines(std::string_view text);

std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string replace_all(std::string text, std::string_view from, std::string_view to);

// The value of a token or of a quoted string with backslash escapes.
std::string unquote(std::string_view text);

// Puts a backslash before every double quote and backslash.
std::string escape(std::string_view text);

bool is_base64(std::string_view text);

// Random letters, digits, '-' and '_'.
std::string random_text(std::size_t length);

// A random UUID in the usual lower case form.
std::string new_uuid();

// The first 32 hexadecimal digits of the text's SHA-256, as Rails shortens its ETags.
std::string short_digest(std::string_view text);

}  // namespace fedcloud::testbed
