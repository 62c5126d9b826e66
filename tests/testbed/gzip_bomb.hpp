// A small gzip stream that unpacks to very many spaces.
#pragma once

#include <cstdint>
#include <string>

namespace fedcloud::testbed {

// `unpacked` is rounded to what the stream can tell, about a thousand spaces with each byte.
std::string gzip_bomb(std::uint64_t unpacked);

}  // namespace fedcloud::testbed
