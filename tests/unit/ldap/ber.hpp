// Messages of LDAP as bytes (RFC 4511 appendix B, BER), written by hand: the client's library is
// not to check itself.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace fedcloud::ldap::ber {

inline std::string element(int tag, const std::string& content) {
    std::string bytes(1, static_cast<char>(tag));
    const auto size = content.size();
    if (size < 0x80) {
        bytes += static_cast<char>(size);
    } else {
        bytes += '\x84';
        for (const int shift : {24, 16, 8, 0}) {
            bytes += static_cast<char>(size >> shift & 0xffU);
        }
    }
    return bytes + content;
}

inline std::string integer(int tag, int value) {  // 0 to 2^31-1
    std::string content;
    for (const int shift : {24, 16, 8, 0}) {
        content += static_cast<char>(value >> shift & 0xff);
    }
    return element(tag, content);
}

inline std::string text(const std::string& value) {
    return element(0x04, value);
}

inline std::string message(int id, const std::string& operation) {
    return element(0x30, integer(0x02, id) + operation);
}

using Attributes = std::vector<std::pair<std::string, std::vector<std::string>>>;

inline std::string entry(int id, const std::string& dn, const Attributes& attributes = {}) {
    std::string list;
    for (const auto& [name, values] : attributes) {
        std::string set;
        for (const auto& value : values) {
            set += text(value);
        }
        list += element(0x30, text(name) + element(0x31, set));
    }
    return message(id, element(0x64, text(dn) + element(0x30, list)));
}

// `tag`: 0x65 SearchResultDone.
inline std::string done(int id, int code = 0, const std::string& matched = "",
                        const std::string& diagnostic = "", int tag = 0x65) {
    return message(id, element(tag, integer(0x0a, code) + text(matched) + text(diagnostic)));
}

inline std::string reference(int id, const std::string& url) {
    return message(id, element(0x73, text(url)));
}

// RFC 4511 section 4.4.1.
inline std::string notice_of_disconnection(int code, const std::string& diagnostic) {
    return message(0, element(0x78, integer(0x0a, code) + text("") + text(diagnostic) +
                                        element(0x8a, "1.3.6.1.4.1.1466.20036")));
}

}  // namespace fedcloud::ldap::ber
