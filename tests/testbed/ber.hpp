// The Basic Encoding Rules as far as LDAP uses them: tags of one byte, definite lengths (RFC
// 4511, 5.1).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace fedcloud::testbed::ber {

inline constexpr std::uint8_t boolean_tag = 0x01;
inline constexpr std::uint8_t integer_tag = 0x02;
inline constexpr std::uint8_t octets_tag = 0x04;
inline constexpr std::uint8_t enumerated_tag = 0x0a;
inline constexpr std::uint8_t sequence_tag = 0x30;
inline constexpr std::uint8_t set_tag = 0x31;

// Tag and length of an element whose content, of that size, is sent after it.
std::string head(std::uint8_t tag, std::uint64_t size);
std::string element(std::uint8_t tag, std::string_view content);
std::string integer(std::uint8_t tag, std::int64_t value);
inline std::string octets(std::string_view text) {
    return element(octets_tag, text);
}

struct Element {
    std::uint8_t tag = 0;
    std::string_view content;
};

// Reads one element after the other. All that read throw std::invalid_argument where the bytes are
// not what is wanted.
class Reader {
  public:
    explicit Reader(std::string_view bytes) : bytes_{bytes} {}

    bool empty() const { return bytes_.empty(); }
    bool at(std::uint8_t tag) const {
        return !empty() && static_cast<std::uint8_t>(bytes_.front()) == tag;
    }

    Element next();
    std::string_view content(std::uint8_t tag);  // of the next element, which has this tag
    std::string text(std::uint8_t tag) { return std::string{content(tag)}; }
    std::int64_t integer(std::uint8_t tag);
    bool boolean() { return content(boolean_tag) != std::string_view{"\0", 1}; }

  private:
    std::string_view bytes_;
};

// The size of the content that a length says, which begins with this byte: at once, or in so many
// bytes that follow.
struct Length {
    std::size_t size = 0;
    std::size_t more = 0;
};
Length read_length(std::uint8_t first);

}  // namespace fedcloud::testbed::ber
