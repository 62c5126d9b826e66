#include "samples.hpp"

#include "cleanup/name.hpp"

namespace fedcloud::cdmi {

std::string sample_text() {
    return "fedcloud-probe \"" + sample_word() + "\" \\ \t \xC3\xA4 \xE2\x82\xAC\n";
}

std::string sample_word() {
    return cleanup::random_hex(16);
}

std::string sample_bytes() {
    std::string bytes = sample_word();
    for (int byte = 0; byte < 256; ++byte) {
        bytes.push_back(static_cast<char>(byte));
    }
    return bytes;
}

Metadata sample_metadata() {
    // Of lower-case letters alone: Swift keeps it as a header's name.
    return {{"proberun", sample_word()}};
}

}  // namespace fedcloud::cdmi
