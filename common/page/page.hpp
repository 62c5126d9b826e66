// An answer of a web service as it is kept between runs, and the bytes it is kept as.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "plugin/fault.hpp"

namespace fedcloud::page {

using WallClock = std::chrono::system_clock;

// Whose copy it is. Runs share one only if all of it is the same.
struct Key {
    std::string url;
    // What else decides the answer: who asks, trust anchors, address family. It must not change
    // from day to day, since each asker's copy is a file of its own.
    std::string asker;
    // What may change: the credential file's time and size. Another one makes a copy worthless.
    std::string stamp{};
};

struct Page {
    int status = 0;
    std::string body;  // or what the probe has made of it
    // When what it was asked with ends (a certificate): from then on nobody would be given it.
    std::optional<WallClock::time_point> ends{};
};

// What came of a request.
using Outcome = std::variant<Page, plugin::Fault>;

struct Entry {
    WallClock::time_point fetched;
    Outcome outcome;
};

// Lines of "name: value" after one with a checksum of everything below it, an empty line, then the
// body.
std::string encode(const Key& key, const Entry& entry);

// Nothing if it is not whole, of another version, or of another key: two URLs may share the hash
// that names the file.
std::optional<Entry> decode(std::string bytes, const Key& key);

// 64 bits, for names and checksums; no protection against someone who wants them to collide.
std::uint64_t hash(std::string_view text);

}  // namespace fedcloud::page
