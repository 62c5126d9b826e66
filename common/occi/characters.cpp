// Numbers and locations, told from other text.
#include "occi/characters.hpp"

#include <algorithm>

namespace fedcloud::occi {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Behind the digits that begin at `at`, npos if there are none.
std::size_t skip_digits(std::string_view text, std::size_t at) {
    const std::size_t begin = at;
    while (at < text.size() && is_digit(text[at])) {
        ++at;
    }
    return at == begin ? std::string_view::npos : at;
}

}  // namespace

bool is_number(std::string_view text) {
    std::size_t at = text.starts_with('-') ? 1 : 0;
    const bool leading_zero = text.substr(at).starts_with('0');
    const std::size_t integer = at;
    at = skip_digits(text, at);
    if (at == std::string_view::npos || (leading_zero && at > integer + 1)) {
        return false;
    }
    if (at < text.size() && text[at] == '.') {
        at = skip_digits(text, at + 1);
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        const bool sign = at < text.size() && (text[at] == '+' || text[at] == '-');
        at = skip_digits(text, sign ? at + 1 : at);
    }
    return at == text.size();
}

std::size_t location_fault(std::string_view text) {
    const auto bad = std::find_if_not(text.begin(), text.end(), is_uri);
    if (bad != text.end()) {
        return static_cast<std::size_t>(bad - text.begin());
    }
    const std::size_t colon = text.find(':');
    const bool has_scheme =
        colon != std::string_view::npos && colon > 0 &&
        std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon),
                    [](char c) { return is_alphanumeric(c) || c == '+' || c == '-' || c == '.'; });
    return text.starts_with('/') || has_scheme ? std::string_view::npos : 0;
}

}  // namespace fedcloud::occi
