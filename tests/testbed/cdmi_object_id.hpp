// Object IDs of CDMI 1.0.2, 5.10 and 5.11.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace fedcloud::testbed::cdmi {

// CRC-16 with the reflected polynomial 0x8005 and the initial value 0.
std::uint16_t crc16(std::string_view bytes);

// What byte 5 of an ID counts: the whole ID by the standard, what is opaque in Onedata.
enum class IdLength { whole, opaque };

// The binary ID: zero, the enterprise, zero, length, CRC, and what is opaque (8 to 32 bytes).
std::string object_id(std::uint32_t enterprise, std::string_view opaque, IdLength length);

std::string base16(std::string_view bytes);  // in upper case

}  // namespace fedcloud::testbed::cdmi
