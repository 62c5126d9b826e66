// Names for what a probe creates: they tell whose it is, since when, and are used once.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace fedcloud::cleanup {

// Hexadecimal digits from the kernel's random source, two for each byte.
std::string random_hex(std::size_t bytes);
std::string random_uuid();  // RFC 4122 version 4

// PREFIX-INSTANCE-TIME-RANDOM, of [A-Za-z0-9-]: fit for a title and, in lower case and cut to 63
// characters, for a host name (RFC 1123).
struct Name {
    std::string prefix;    // what --compute-title says
    std::string instance;  // 16 hexadecimal digits: this monitoring instance
    std::chrono::system_clock::time_point created;
    std::string random;  // 16 or 32 hexadecimal digits

    // 64 random bits leave room for the prefix in a host name. 128 are for what others, who know
    // the rest of the name, might guess and take first.
    enum class Randomness : std::size_t { bits_64 = 16, bits_128 = 32 };
    static Name fresh(std::string prefix, std::string instance,
                      Randomness randomness = Randomness::bits_64);
    // From a title that a server tells; nothing if it was not built so.
    static std::optional<Name> parse(std::string_view title);

    std::string title() const;
    std::string hostname() const;
};

// What of `text` may stand in a name; the rest becomes '-'.
std::string fit_for_name(std::string_view text);

}  // namespace fedcloud::cleanup
