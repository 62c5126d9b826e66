#include "fuzz.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "plugin/text.hpp"

namespace fedcloud::fuzz {
namespace {

// Half of what a plugin may print. 32 keys of 80 bytes, each of which is escaped, are 5 KB.
constexpr std::size_t longest_error = 8192;

}  // namespace

void require(bool holds, std::string_view claim) {
    if (!holds) {
        (void)std::fprintf(stderr, "does not hold: %.*s\n", static_cast<int>(claim.size()),
                           claim.data());
        std::abort();
    }
}

void require_readable(std::string_view error) {
    require(!error.empty(), "an error says what is wrong");
    require(error.size() <= longest_error, "an error is no longer than a message may be");
    require_clean(plugin::clean(error));
}

void require_readable(const plugin::ParseError& error) {
    require(!error.where.empty(), "an error says where it is");
    require(!error.expected.empty(), "an error says what was expected");
    require_readable(error.message());
}

void require_clean(std::string_view rendered) {
    require(rendered.find('|') == std::string_view::npos, "no '|' in cleaned text");
    require(std::none_of(rendered.begin(), rendered.end(),
                         [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; }),
            "no control characters in cleaned text");
    require(rendered.find("PROCESS_SERVICE_CHECK_RESULT") == std::string_view::npos,
            "no order for Nagios in cleaned text");
}

std::string_view take_line(std::string_view& rest) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return line;
}

}  // namespace fedcloud::fuzz
