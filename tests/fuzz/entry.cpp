// Where libFuzzer hands over an input.
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fedcloud::fuzz::examine({reinterpret_cast<const char*>(data), size});
    return 0;
}
