// LDIF (RFC 2849), of which only entries are read.
#include "ldif.hpp"

#include <stdexcept>

#include "encoding.hpp"
#include "text.hpp"

namespace fedcloud::testbed::ldap {
namespace {

struct Line {
    std::size_t number = 0;
    std::string text;
};

[[noreturn]] void refuse(const Line& line, const std::string& why) {
    throw std::invalid_argument{"line " + std::to_string(line.number) + " of the LDIF " + why};
}

// Lines that go on with a blank in front are put together; comments are left out.
std::vector<Line> logical_lines(std::string_view text) {
    std::vector<Line> lines;
    std::size_t number = 0;
    bool comment = false;
    for (const auto& line : split_lines(text)) {
        ++number;
        if (line.starts_with(' ')) {
            if (!comment && !lines.empty()) {
                lines.back().text += line.substr(1);
            }
            continue;
        }
        comment = line.starts_with('#');
        if (!comment) {
            lines.push_back({number, line});
        }
    }
    return lines;
}

std::pair<std::string, std::string> name_and_value(const Line& line) {
    const auto colon = line.text.find(':');
    if (colon == std::string::npos || colon == 0) {
        refuse(line, "has no name of an attribute");
    }
    const auto name = line.text.substr(0, colon);
    const auto rest = line.text.substr(colon + 1);
    if (rest.starts_with('<')) {
        refuse(line, "has its value elsewhere");
    }
    const bool encoded = rest.starts_with(':');
    const auto start = rest.find_first_not_of(' ', encoded ? 1 : 0);
    const auto value = start == std::string::npos ? std::string{} : rest.substr(start);
    if (!encoded) {
        return {name, value};
    }
    const auto decoded = decode_base64(value);
    if (!decoded) {
        refuse(line, "is no base64");
    }
    return {name, *decoded};
}

void add_value(Entry& entry, const std::string& name, const std::string& value) {
    for (auto& attribute : entry.attributes) {
        if (equal_ignoring_case(attribute.name, name)) {
            attribute.values.push_back(value);
            return;
        }
    }
    entry.attributes.push_back({name, {value}});
}

}  // namespace

std::vector<Entry> read_ldif(std::string_view text) {
    std::vector<Entry> entries;
    bool within = false;
    for (const auto& line : logical_lines(text)) {
        if (line.text.empty()) {
            within = false;
            continue;
        }
        const auto [name, value] = name_and_value(line);
        const bool names_entry = equal_ignoring_case(name, "dn");
        if (names_entry && !within) {
            entries.push_back({value, {}});
            within = true;
        } else if (within && !names_entry) {
            add_value(entries.back(), name, value);
        } else if (name != "version") {
            refuse(line, "is not where an entry may have it");
        }
    }
    return entries;
}

}  // namespace fedcloud::testbed::ldap
