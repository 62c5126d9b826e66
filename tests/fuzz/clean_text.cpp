// Text from outside, cleaned and without secrets: the first line is the secret.
#include <algorithm>

#include "fuzz.hpp"
#include "plugin/text.hpp"

namespace fedcloud::fuzz {

void examine(std::string_view input) {
    const auto secret = take_line(input);
    for (const std::size_t limit : {std::size_t{8}, std::size_t{256}, std::size_t{4096}}) {
        const auto cleaned = plugin::clean(input, limit);
        require_clean(cleaned);
        require(cleaned.size() <= limit, "cleaned text is within its limit");
        require(plugin::clean(cleaned, limit) == cleaned, "clean text stays as it is");
    }
    // Its mask may stand in for the rest of a secret that holds an asterisk.
    if (secret.size() < 4 || secret.find('*') != std::string_view::npos) {
        return;
    }
    plugin::Redactor redact;
    redact.add(secret);
    const auto redacted = redact(std::string(input) + std::string(secret));
    require(redacted.find(secret) == std::string::npos, "no secret is left");
    require(redact("before " + std::string(secret) + " behind").find(secret) == std::string::npos,
            "a secret between words is found");
}

}  // namespace fedcloud::fuzz
