#include "yaml.hpp"

#include <nlohmann/json.hpp>

namespace fedcloud::config::yaml {
namespace {

// How many bytes of `text`, which is UTF-8, stand at `at` for a character that YAML forbids and
// JSON does not escape: DEL, U+0080 to U+009F but NEL, U+FFFE and U+FFFF.
std::size_t forbidden(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    if (byte(0) == 0x7F) {
        return 1;
    }
    if (byte(0) == 0xC2 && byte(1) <= 0x9F && byte(1) != 0x85) {
        return 2;
    }
    return byte(0) == 0xEF && byte(1) == 0xBF && byte(2) >= 0xBE ? 3 : 0;
}

}  // namespace

std::string scalar(std::string_view text) {
    constexpr int on_one_line = -1;
    const auto json = nlohmann::json(text).dump(on_one_line, ' ', false,
                                                nlohmann::json::error_handler_t::replace);
    std::string out;
    out.reserve(json.size());
    for (std::size_t i = 0; i < json.size();) {
        const auto count = forbidden(json, i);
        if (count == 0) {
            out += json[i++];
        } else {
            out += "\xEF\xBF\xBD";
            i += count;
        }
    }
    return out;
}

void Writer::key(std::string_view name) {
    out_.append(indent_, ' ').append(name) += ':';
}

void Writer::begin(std::string_view type) {
    indent_ = 0;
    out_.append("---\ntype: ").append(type).append("\napi_version: core/v2\n");
}

void Writer::open(std::string_view name) {
    key(name);
    out_ += '\n';
    indent_ += step;
}

void Writer::text(std::string_view name, std::string_view value) {
    key(name);
    out_.append(" ").append(scalar(value)) += '\n';
}

void Writer::text_item(std::string_view value) {
    out_.append(indent_, ' ').append("- ").append(scalar(value)) += '\n';
}

void Writer::number(std::string_view name, std::int64_t value) {
    key(name);
    out_.append(" ").append(std::to_string(value)) += '\n';
}

void Writer::flag(std::string_view name, bool value) {
    key(name);
    out_.append(value ? " true\n" : " false\n");
}

}  // namespace fedcloud::config::yaml
