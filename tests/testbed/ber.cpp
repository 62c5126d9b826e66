// The Basic Encoding Rules as far as LDAP uses them.
#include "ber.hpp"

#include <stdexcept>

namespace fedcloud::testbed::ber {
namespace {

constexpr std::uint8_t long_form = 0x80;
constexpr std::size_t longest_length = 8;

}  // namespace

std::string head(std::uint8_t tag, std::uint64_t size) {
    std::string result(1, static_cast<char>(tag));
    if (size < long_form) {
        return result + static_cast<char>(size);
    }
    std::string bytes;
    for (auto rest = size; rest > 0; rest >>= 8U) {
        bytes.insert(bytes.begin(), static_cast<char>(rest & 0xffU));
    }
    return result + static_cast<char>(long_form | bytes.size()) + bytes;
}

std::string element(std::uint8_t tag, std::string_view content) {
    auto result = head(tag, content.size());
    result += content;
    return result;
}

std::string integer(std::uint8_t tag, std::int64_t value) {
    std::string bytes;
    // As few as there can be: the first nine bits are not all the same (X.690, 8.3.2).
    for (bool more = true; more; value >>= 8) {
        bytes.insert(bytes.begin(), static_cast<char>(value & 0xff));
        const bool negative = (value & 0x80) != 0;
        more = value >> 8 != (negative ? -1 : 0);
    }
    return element(tag, bytes);
}

Length read_length(std::uint8_t first) {
    if (first < long_form) {
        return {first, 0};
    }
    const auto more = static_cast<std::size_t>(first & 0x7fU);
    if (more == 0 || more > longest_length) {
        throw std::invalid_argument{"a length that LDAP does not have"};
    }
    return {0, more};
}

Element Reader::next() {
    if (bytes_.size() < 2) {
        throw std::invalid_argument{"an element is cut off"};
    }
    const auto tag = static_cast<std::uint8_t>(bytes_[0]);
    auto [size, more] = read_length(static_cast<std::uint8_t>(bytes_[1]));
    bytes_.remove_prefix(2);
    for (; more > 0 && !bytes_.empty(); --more) {
        size = (size << 8U) | static_cast<std::uint8_t>(bytes_.front());
        bytes_.remove_prefix(1);
    }
    if (more > 0 || size > bytes_.size()) {
        throw std::invalid_argument{"an element is cut off"};
    }
    const auto content = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return {tag, content};
}

std::string_view Reader::content(std::uint8_t tag) {
    if (!at(tag)) {
        throw std::invalid_argument{"an element has another tag"};
    }
    return next().content;
}

std::int64_t Reader::integer(std::uint8_t tag) {
    const auto bytes = content(tag);
    if (bytes.empty() || bytes.size() > sizeof(std::int64_t)) {
        throw std::invalid_argument{"an integer has no or too many bytes"};
    }
    std::int64_t value = static_cast<signed char>(bytes.front());
    for (const char byte : bytes.substr(1)) {
        value = (value * 256) | static_cast<std::uint8_t>(byte);
    }
    return value;
}

}  // namespace fedcloud::testbed::ber
