// Object IDs of CDMI 1.0.2, 5.10 and 5.11.
#include "cdmi_object_id.hpp"

namespace fedcloud::testbed::cdmi {
namespace {

constexpr std::size_t head_size = 8;

char byte_of(std::uint32_t number, unsigned shift) {
    return static_cast<char>(static_cast<unsigned char>(number >> shift & 0xffU));
}

}  // namespace

std::uint16_t crc16(std::string_view bytes) {
    constexpr unsigned reflected_polynomial = 0xa001;
    unsigned crc = 0;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc & 1U) != 0 ? crc >> 1U ^ reflected_polynomial : crc >> 1U;
        }
    }
    return static_cast<std::uint16_t>(crc);
}

std::string object_id(std::uint32_t enterprise, std::string_view opaque, IdLength length) {
    const auto counted = opaque.size() + (length == IdLength::whole ? head_size : 0);
    std::string id(head_size, '\0');
    id[1] = byte_of(enterprise, 16);
    id[2] = byte_of(enterprise, 8);
    id[3] = byte_of(enterprise, 0);
    id[5] = byte_of(static_cast<std::uint32_t>(counted), 0);
    id += opaque;
    const auto crc = crc16(id);
    id[6] = byte_of(crc, 8);
    id[7] = byte_of(crc, 0);
    return id;
}

std::string base16(std::string_view bytes) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (const char byte : bytes) {
        const auto number = static_cast<unsigned char>(byte);
        text += digits[number >> 4U];
        text += digits[number & 0x0fU];
    }
    return text;
}

}  // namespace fedcloud::testbed::cdmi
