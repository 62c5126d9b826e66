// A site's name where no other byte than letters, digits, '.', '_', '-' and '%' may stand.
#include <array>

#include "site/profile.hpp"

namespace fedcloud::site {
namespace {

bool stands_for_itself(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

}  // namespace

std::string encode_name(std::string_view site) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string name;
    for (const char c : site) {
        // In front a '.' hides a file, or climbs out of its folder, and a '-' makes an option.
        if (stands_for_itself(c) || (!name.empty() && (c == '.' || c == '-'))) {
            name += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            name += {'%', digits[byte >> 4U], digits[byte & 15U]};
        }
    }
    return name;
}

}  // namespace fedcloud::site
