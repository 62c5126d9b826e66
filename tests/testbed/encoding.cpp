// Base64 and form encoding, as OAuth uses them.
#include "encoding.hpp"

#include <openssl/evp.h>

#include <charconv>

#include "text.hpp"

namespace fedcloud::testbed {

std::string encode_base64(std::string_view bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(size));
    return text;
}

std::string base64url(std::string_view bytes) {
    auto text = encode_base64(bytes);
    while (text.ends_with('=')) {
        text.pop_back();
    }
    return replace_all(replace_all(text, "+", "-"), "/", "_");
}

std::optional<std::string> decode_base64(std::string_view text) {
    if (!is_base64(text)) {
        return std::nullopt;
    }
    std::string bytes(text.size() / 4 * 3, '\0');
    const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                     reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()));
    if (size < 0) {
        return std::nullopt;
    }
    // OpenSSL leaves zeros in the place of the padding.
    const auto padding = text.ends_with("==") ? 2U : text.ends_with("=") ? 1U : 0U;
    bytes.resize(static_cast<std::size_t>(size) - padding);
    return bytes;
}

std::string decode_form(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned byte = 0;
        if (text[i] == '%' && i + 2 < text.size()) {
            const auto* digits = text.data() + i + 1;
            if (std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
                result += static_cast<char>(byte);
                i += 2;
                continue;
            }
        }
        result += text[i] == '+' ? ' ' : text[i];
    }
    return result;
}

std::string encode_form(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    std::string result;
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (plain.find(letter) != std::string_view::npos) {
            result += letter;
        } else if (letter == ' ') {
            result += '+';
        } else {
            result += {'%', digits[byte / 16], digits[byte % 16]};
        }
    }
    return result;
}

std::map<std::string, std::string> form_fields(std::string_view body) {
    std::map<std::string, std::string> fields;
    while (!body.empty()) {
        const auto end = body.find('&');
        const auto field = body.substr(0, end);
        const auto equals = field.find('=');
        fields[decode_form(field.substr(0, equals))] = equals == std::string_view::npos
                                                           ? std::string{}
                                                           : decode_form(field.substr(equals + 1));
        body.remove_prefix(end == std::string_view::npos ? body.size() : end + 1);
    }
    return fields;
}

}  // namespace fedcloud::testbed
