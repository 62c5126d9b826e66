#include "cleanup/name.hpp"

#include <fmt/format.h>
#include <sys/random.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::cleanup {
namespace {

constexpr std::size_t instance_digits = 16;

bool is_hex(std::string_view text) {
    return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

constexpr std::size_t digits(Name::Randomness randomness) {
    return static_cast<std::size_t>(randomness);
}

}  // namespace

std::string random_hex(std::size_t bytes) {
    std::vector<unsigned char> random(bytes);
    if (getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size())) {
        throw std::runtime_error("the kernel gives no random bytes");
    }
    return fmt::format("{:02x}", fmt::join(random, ""));
}

std::string random_uuid() {
    auto hex = random_hex(16);
    hex[12] = '4';
    hex[16] = "89ab"[static_cast<std::size_t>(hex[16]) % 4];
    for (const std::size_t at : {8U, 13U, 18U, 23U}) {
        hex.insert(at, 1, '-');
    }
    return hex;
}

std::string fit_for_name(std::string_view text) {
    std::string fit(text);
    for (char& c : fit) {
        const bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        c = plain ? c : '-';
    }
    return fit;
}

Name Name::fresh(std::string prefix, std::string instance, Randomness randomness) {
    return {fit_for_name(prefix), std::move(instance), std::chrono::system_clock::now(),
            random_hex(digits(randomness) / 2)};
}

std::string Name::title() const {
    return fmt::format("{}-{}-{:x}-{}", prefix, instance,
                       std::chrono::system_clock::to_time_t(created), random);
}

std::string Name::hostname() const {
    constexpr std::size_t longest = 63;
    auto name = plugin::lower(title());
    if (name.size() > longest) {
        name.erase(0, name.size() - longest);
    }
    const auto first = name.find_first_not_of("-0123456789");
    return first == 0 ? name : "p" + name.substr(name.size() == longest ? 1 : 0);
}

std::optional<Name> Name::parse(std::string_view title) {
    const auto take_last = [&title]() -> std::string_view {
        const auto dash = title.rfind('-');
        if (dash == std::string_view::npos) {
            return {};
        }
        const auto part = title.substr(dash + 1);
        title = title.substr(0, dash);
        return part;
    };
    const auto random = take_last();
    const auto time = take_last();
    const auto instance = take_last();
    const bool is_random = is_hex(random) && (random.size() == digits(Name::Randomness::bits_64) ||
                                              random.size() == digits(Name::Randomness::bits_128));
    if (!is_random || instance.size() != instance_digits || !is_hex(instance)) {
        return std::nullopt;
    }
    const auto seconds = plugin::parse_integer<std::time_t>(time, 16);
    constexpr std::time_t last = 9'000'000'000;  // before the clock overflows, in 2262
    if (!seconds || *seconds < 0 || *seconds > last) {
        return std::nullopt;
    }
    return Name{std::string(title), std::string(instance),
                std::chrono::system_clock::from_time_t(*seconds), std::string(random)};
}

}  // namespace fedcloud::cleanup
