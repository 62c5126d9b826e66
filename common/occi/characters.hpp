// Which bytes may stand where in OCCI renderings.
#pragma once

#include <cstddef>
#include <string_view>

namespace fedcloud::occi {

inline bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

inline bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7F;
}

inline bool is_alphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Names of parameters and attributes: GFD.183 wants lower case, OCCI 1.2 does not.
inline bool is_name(char c) {
    return is_alphanumeric(c) || c == '.' || c == '-' || c == '_';
}

// An unquoted value or a term. Terms of ooi are UUIDs and plain numbers, those of OCCI-OS come from
// image names, so that little is refused.
inline bool is_token(char c) {
    return !is_blank(c) && !is_control(c) &&
           std::string_view("\";,<>=").find(c) == std::string_view::npos;
}

inline bool is_uri(char c) {
    return !is_blank(c) && !is_control(c) &&
           std::string_view("\"<>\\").find(c) == std::string_view::npos;
}

// RFC 7230 section 3.2.6, for the names of headers.
inline bool is_header_name(char c) {
    return is_alphanumeric(c) ||
           (c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos);
}

// A number as JSON writes it (RFC 8259 section 6); OCCI's own are of the same form.
bool is_number(std::string_view text);

// Where `text` stops being the location of an instance, npos if it is one: a URL with a scheme or a
// path that begins with '/', without blanks. A bare word such as the `OK` of pyssf is none.
std::size_t location_fault(std::string_view text);

inline constexpr std::string_view location_expected = "a URL, or a path that begins with '/'";

}  // namespace fedcloud::occi
