#include "net/percent.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::net {
namespace {

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

}  // namespace

std::string percent_encode(std::string_view text) {
    std::string encoded;
    for (const char c : text) {
        if (is_unreserved(c)) {
            encoded += c;
        } else {
            encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return encoded;
}

Expected<std::string, std::string> percent_decode(std::string_view text) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            bytes += text[i];
            continue;
        }
        const auto digits = text.substr(i + 1, 2);
        const auto byte =
            digits.size() == 2 ? plugin::parse_integer<unsigned char>(digits, 16) : std::nullopt;
        if (!byte) {
            return Unexpected{
                std::string("'%' begins a byte in two hexadecimal digits, as in %20")};
        }
        bytes += static_cast<char>(*byte);
        i += digits.size();
    }
    return bytes;
}

plugin::OptionSetter into_name(std::string& target) {
    return [&target](std::string_view value) -> Expected<void, std::string> {
        constexpr std::size_t longest = 1024;
        const auto quoted = fmt::format("'{}'", plugin::clean(value, 80));
        auto name = percent_decode(value);
        if (!name) {
            return Unexpected{fmt::format("{}: {}", quoted, name.error())};
        }
        if (std::any_of(name->begin(), name->end(),
                        [](char c) { return static_cast<unsigned char>(c) < ' '; })) {
            return Unexpected{fmt::format("{} has a control character", quoted)};
        }
        if (name->empty() || name->size() > longest) {
            return Unexpected{fmt::format("a name has 1 to {} bytes", longest)};
        }
        target = std::move(*name);
        return {};
    };
}

}  // namespace fedcloud::net
