// Text from outside in the configuration of schedulers: it stays text in each of their languages.
#include <algorithm>

#include "escape.hpp"
#include "fuzz.hpp"
#include "icinga2_text.hpp"
#include "nagios.hpp"
#include "nagios_text.hpp"
#include "name.hpp"
#include "plugin/text.hpp"
#include "yaml.hpp"

namespace fedcloud::fuzz {
namespace {

bool is_one_line(std::string_view text) {
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return static_cast<unsigned char>(c) < ' '; });
}

// Double quotes at both ends, and none between that no backslash stands before.
void require_literal(std::string_view text) {
    require(text.size() >= 2 && text.front() == '"' && text.back() == '"', "a literal is quoted");
    std::size_t at = 1;
    while (at < text.size() && text[at] != '"') {
        at += text[at] == '\\' ? 2U : 1U;
    }
    require(at == text.size() - 1, "nothing within a literal ends it");
    require(is_one_line(text), "a literal is one line");
}

void require_link(std::string_view link) {
    const auto scheme = plugin::lower(link.substr(0, link.find(':')));
    require(link.empty() || scheme == "http" || scheme == "https", "a link is one of HTTP");
    require(link.size() <= 1000 && link.find_first_of(" \"'<>$;`\\") == std::string_view::npos,
            "a link holds nothing that means something");
}

}  // namespace

void examine(std::string_view input) {
    using namespace config;
    require_literal(icinga2::literal(input));
    require_literal(icinga2::text_literal(input));
    require_literal(icinga2::variable_literal(input));
    require_literal(icinga2::variable_text_literal(input));
    require_literal(yaml::scalar(input));
    require_link(web_link(input));
    const auto text = nagios::text(input);
    require(is_one_line(text) && text.find_first_of("$`\"'\\<>&;|") == std::string::npos,
            "notes mean nothing to Nagios, shells and browsers");
    require(is_one_line(nagios::argument({std::string(input), "-x"})) || !is_one_line(input),
            "an argument is one line");
    const auto name = object_name(input);
    require(name.size() <= 140 &&
                name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP"
                                       "QRSTUVWXYZ0123456789._-") == std::string::npos,
            "an object's name is of letters, digits, '.', '-' and '_'");
}

}  // namespace fedcloud::fuzz
