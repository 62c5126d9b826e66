#include "site/forms.hpp"

#include <algorithm>

namespace fedcloud::site {
namespace {

using json::Form;

bool is_gocdb_key(std::string_view text) {
    const auto digits = text.size() < 2 ? std::string_view() : text.substr(0, text.size() - 2);
    return !digits.empty() && digits.size() <= 20 && text.substr(digits.size()) == "G0" &&
           digits.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_vo_name(std::string_view text) {
    constexpr std::size_t longest = 100;
    return !text.empty() && text.size() <= longest && text.front() != '-' && text.front() != '.' &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '.' || c == '_' || c == '-';
           });
}

bool has_control_character(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; });
}

constexpr std::size_t longest_name = 255;

}  // namespace

const Form gocdb_key{"a GOCDB key such as 1000G0", is_gocdb_key};
const Form site_name{
    "a site's name: 1 to 255 bytes without control characters", [](std::string_view text) {
        return !text.empty() && text.size() <= longest_name && !has_control_character(text);
    }};
const Form vo_name{"a VO's name of letters, digits, '.', '_' and '-'", is_vo_name};
const Form host_name{"a host of at most 255 bytes",
                     [](std::string_view text) { return text.size() <= longest_name; }};

}  // namespace fedcloud::site
