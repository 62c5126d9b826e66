#include "auth/base64.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <iterator>
#include <vector>

namespace fedcloud::auth {
namespace {

bool is_digit(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '/';
}

// `digits` of section 4, without padding.
std::optional<std::string> decode(std::string digits) {
    if (digits.size() % 4 == 1 || !std::all_of(digits.begin(), digits.end(), is_digit)) {
        return std::nullopt;
    }
    const std::size_t padding = (4 - digits.size() % 4) % 4;
    digits.append(padding, '=');
    std::string bytes(3 * (digits.size() / 4), '\0');
    const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                     reinterpret_cast<const unsigned char*>(digits.data()),
                                     static_cast<int>(digits.size()));
    if (size < 0) {
        return std::nullopt;
    }
    bytes.resize(static_cast<std::size_t>(size) - padding);  // OpenSSL decodes padding as zeros
    return bytes;
}

}  // namespace

std::string base64(std::string_view bytes) {
    std::vector<unsigned char> text(4 * ((bytes.size() + 2) / 3) + 1);
    const int size =
        EVP_EncodeBlock(text.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                        static_cast<int>(bytes.size()));
    return {text.begin(), text.begin() + size};
}

std::optional<std::string> from_base64(std::string_view text) {
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits),
                 [](char c) { return c != '\n' && c != '\r' && c != ' ' && c != '\t'; });
    if (digits.size() % 4 != 0) {
        return std::nullopt;
    }
    for (int padding = 0; padding < 2 && !digits.empty() && digits.back() == '='; ++padding) {
        digits.pop_back();
    }
    return decode(std::move(digits));
}

std::optional<std::string> from_base64url(std::string_view text) {
    if (text.find_first_of("+/") != std::string_view::npos) {
        return std::nullopt;
    }
    std::string digits(text);
    std::replace(digits.begin(), digits.end(), '-', '+');
    std::replace(digits.begin(), digits.end(), '_', '/');
    return decode(std::move(digits));
}

}  // namespace fedcloud::auth
