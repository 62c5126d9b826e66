// Text from outside, made fit to be printed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace fedcloud::plugin {

// One line without control characters, line breaks, invalid UTF-8 or '|' (every engine cuts there),
// and without the word that a command file would take for a passive result. Runs of white space
// become one blank; at most `limit` bytes, cut between characters and marked with "…".
std::string clean(std::string_view text, std::size_t limit = 256);

// Replaces every occurrence of the secrets it was told of, also one that clean() has changed or cut
// short.
class Redactor {
  public:
    // Values shorter than four bytes are not replaced: they would take harmless text with them.
    void add(std::string_view secret);
    std::string operator()(std::string text) const;

  private:
    std::vector<std::string> secrets_;
};

// Without the `blanks` at both ends.
std::string_view trim(std::string_view text, std::string_view blanks = " \t\r\n");

// For comparing names as a person would: ASCII only, no locale.
std::string lower(std::string_view text);
bool equal_ignoring_case(std::string_view a, std::string_view b);

}  // namespace fedcloud::plugin
