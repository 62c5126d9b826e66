#include "image_problems.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "net/url.hpp"
#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::appdb_update {
namespace {

constexpr std::array<std::pair<std::string_view, std::size_t>, 6> digest_digits{
    {{"md5", 32}, {"sha1", 40}, {"sha224", 56}, {"sha256", 64}, {"sha384", 96}, {"sha512", 128}}};

std::string quoted(const std::string& text) {
    return '\'' + plugin::clean(text, 80) + '\'';
}

// A size in bytes that is one: digits, and not zero.
bool is_size(const std::string& text) {
    return plugin::parse_integer<std::uint64_t>(text).value_or(0) > 0;
}

std::string problem_of(const Checksum& checksum, std::size_t digits) {
    const auto name = "sl:checksum:" + checksum.algorithm;
    if (checksum.value.size() != digits) {
        return fmt::format("{} has {} digits instead of {}", name, checksum.value.size(), digits);
    }
    return checksum.value.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos
               ? ""
               : name + " is not hexadecimal";
}

void add_checksum_problems(const Image& image, std::vector<std::string>& problems) {
    bool has_known = false;
    for (const auto& checksum : image.checksums) {
        const auto known =
            std::find_if(digest_digits.begin(), digest_digits.end(),
                         [&](const auto& each) { return each.first == checksum.algorithm; });
        if (known == digest_digits.end()) {
            continue;
        }
        has_known = true;
        if (auto problem = problem_of(checksum, known->second); !problem.empty()) {
            problems.push_back(std::move(problem));
        }
    }
    if (!has_known) {
        problems.emplace_back("no sl:checksum:sha512");
    }
}

}  // namespace

std::string describe(const Image& image) {
    if (image.title.empty() && image.identifier.empty()) {
        return "an image without title and identifier";
    }
    if (image.title.empty() || image.identifier.empty()) {
        return plugin::clean(image.title + image.identifier, 80);
    }
    return fmt::format("{} ({})", plugin::clean(image.title, 60),
                       plugin::clean(image.identifier, 40));
}

bool has_expired(const Image& image, Time now) {
    return image.expires.time && *image.expires.time <= now;
}

std::vector<std::string> problems_of(const Image& image) {
    std::vector<std::string> problems;
    const auto demand = [&](const std::string& value, const char* name) {
        if (value.empty()) {
            problems.push_back(fmt::format("no {}", name));
        }
        return !value.empty();
    };
    demand(image.identifier, "dc:identifier");
    if (demand(image.uri, "hv:uri")) {
        if (const auto url = net::parse_url(image.uri); !url) {
            problems.push_back(fmt::format("hv:uri {}: {}", quoted(image.uri), url.error()));
        } else if (url->scheme != "https" && url->scheme != "http" && url->scheme != "ftp") {
            problems.push_back(
                fmt::format("hv:uri {} is neither https nor http nor ftp", quoted(image.uri)));
        }
    }
    add_checksum_problems(image, problems);
    if (demand(image.size, "hv:size") && !is_size(image.size)) {
        problems.push_back(fmt::format("hv:size is {}, no number of bytes", quoted(image.size)));
    }
    demand(image.format, "hv:format");
    demand(image.version, "hv:version");
    if (!image.expires.text.empty() && !image.expires.time) {
        problems.push_back(
            fmt::format("dc:date:expires is {}, no time", quoted(image.expires.text)));
    }
    return problems;
}

}  // namespace fedcloud::appdb_update
