// Names of attributes and of entries, and values, as a directory compares them.
#include "ldap_names.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "text.hpp"

namespace fedcloud::testbed::ldap {
namespace {

// No value has it unescaped: in the key of an entry, it ends each step.
constexpr char end_of_step = '\1';

constexpr std::string_view hexadecimal = "0123456789abcdef";

std::optional<char> hexadecimal_pair(std::string_view text) {
    if (text.size() < 2) {
        return std::nullopt;
    }
    const auto high = hexadecimal.find(to_lower(text.substr(0, 1)));
    const auto low = hexadecimal.find(to_lower(text.substr(1, 1)));
    if (high == std::string_view::npos || low == std::string_view::npos) {
        return std::nullopt;
    }
    return static_cast<char>(high * 16 + low);
}

// The value up to an unescaped ',', ';' or '+', of which it takes all but the separator itself.
std::optional<std::string> take_value(std::string_view& rest) {
    std::string value;
    std::size_t kept = 0;  // what ends with an escaped blank keeps that one
    while (!rest.empty() && std::string_view{",;+"}.find(rest.front()) == std::string_view::npos) {
        if (rest.front() != '\\') {
            value += rest.front();
            rest.remove_prefix(1);
            continue;
        }
        rest.remove_prefix(1);
        if (rest.empty()) {
            return std::nullopt;
        }
        if (const auto byte = hexadecimal_pair(rest)) {
            value += *byte;
            rest.remove_prefix(2);
        } else {
            value += rest.front();
            rest.remove_prefix(1);
        }
        kept = value.size();
    }
    while (value.size() > kept && value.back() == ' ') {
        value.pop_back();
    }
    return value;
}

std::optional<std::string> take_pair(std::string_view& rest) {
    const auto equals = rest.find('=');
    if (equals == std::string_view::npos) {
        return std::nullopt;
    }
    const auto name = same_attribute(trim(rest.substr(0, equals)));
    if (!is_known_attribute(name)) {
        return std::nullopt;
    }
    rest.remove_prefix(equals + 1);
    rest.remove_prefix(std::min(rest.size(), rest.find_first_not_of(' ')));
    const auto value = take_value(rest);
    if (!value || value->empty()) {
        return std::nullopt;
    }
    return name + '=' + same_value(name, *value);
}

// One step, which may have several values, in any order.
std::optional<std::string> take_step(std::string_view& rest) {
    std::vector<std::string> pairs;
    for (;;) {
        const auto pair = take_pair(rest);
        if (!pair) {
            return std::nullopt;
        }
        pairs.push_back(*pair);
        if (rest.empty() || rest.front() != '+') {
            break;
        }
        rest.remove_prefix(1);
    }
    std::sort(pairs.begin(), pairs.end());
    return join(pairs, "\2");
}

// The numbers of UpdateStats.
bool is_count(std::string_view name) {
    static constexpr std::array<std::string_view, 13> counts{
        "totalentries",   "updatetime",  "dbupdatetime",    "newentries",     "querytime",
        "providerstime",  "failedadds",  "modifiedentries", "deletedentries", "faileddeletes",
        "failedmodifies", "pluginstime", "readtime"};
    return std::find(counts.begin(), counts.end(), name) != counts.end();
}

}  // namespace

std::string same_attribute(std::string_view name) {
    auto same = to_lower(name);
    // GLUE20.schema: one attribute with these names.
    if (same == "glue2groupname" || same == "glue2grouplocalid") {
        return "glue2groupid";
    }
    return same == "organizationname" ? "o" : same;
}

bool is_known_attribute(std::string_view name) {
    static constexpr std::array<std::string_view, 18> known{"objectclass",
                                                            "o",
                                                            "cn",
                                                            "dc",
                                                            "ou",
                                                            "hostname",
                                                            "mds-vo-name",
                                                            "description",
                                                            "createtimestamp",
                                                            "modifytimestamp",
                                                            "entrydn",
                                                            "structuralobjectclass",
                                                            "hassubordinates",
                                                            "subschemasubentry",
                                                            "entryuuid",
                                                            "creatorsname",
                                                            "modifiersname",
                                                            "entrycsn"};
    return name.starts_with("glue") || is_count(name) ||
           std::find(known.begin(), known.end(), name) != known.end();
}

bool is_ordered(std::string_view name) {
    const auto has = [name](std::string_view part) {
        return name.find(part) != std::string_view::npos;
    };
    return name.ends_with("timestamp") ||
           (name.starts_with("glue2") && (has("memory") || has("cpus") || has("total")));
}

bool is_comparable(std::string_view name) {
    return !is_count(name);
}

bool has_substrings(std::string_view name) {
    return name != "objectclass" && !name.ends_with("timestamp") && !is_ordered(name);
}

bool is_kind_of(std::string_view of_class, std::string_view other) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> made_from{{
        {"glue2admindomain", "glue2domain"},
        {"glue2computingservice", "glue2service"},
        {"glue2storageservice", "glue2service"},
        {"glue2computingendpoint", "glue2endpoint"},
        {"glue2storageendpoint", "glue2endpoint"},
        {"glue2computingmanager", "glue2manager"},
        {"glue2executionenvironment", "glue2resource"},
        {"glue2domain", "glue2entity"},
        {"glue2location", "glue2entity"},
        {"glue2service", "glue2entity"},
        {"glue2endpoint", "glue2entity"},
        {"glue2manager", "glue2entity"},
        {"glue2resource", "glue2entity"},
        {"glue2applicationenvironment", "glue2entity"},
    }};
    if (of_class == other) {
        return true;
    }
    const auto* found = std::find_if(made_from.begin(), made_from.end(),
                                     [&](const auto& pair) { return pair.first == of_class; });
    return found != made_from.end() && is_kind_of(found->second, other);
}

std::string same_value(std::string_view name, std::string_view value) {
    std::string folded;
    for (const char letter : value) {
        if (letter != ' ' || (!folded.empty() && folded.back() != ' ')) {
            folded += letter;
        }
    }
    if (folded.ends_with(' ')) {
        folded.pop_back();
    }
    return name.starts_with("glue2") ? folded : to_lower(folded);
}

std::string escape_in_dn(std::string_view value) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string escaped;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char letter = value[i];
        const bool at_an_end = i == 0 || i + 1 == value.size();
        const bool special = std::string_view{"\"+,;<>\\"}.find(letter) != std::string_view::npos ||
                             letter == '\0' || (letter == ' ' && at_an_end) ||
                             (letter == '#' && i == 0);
        if (special) {
            const auto byte = static_cast<unsigned char>(letter);
            escaped += '\\';
            escaped += digits[byte / 16];
            escaped += digits[byte % 16];
        } else {
            escaped += letter;
        }
    }
    return escaped;
}

std::optional<std::string> dn_key(std::string_view dn) {
    auto rest = dn;
    rest.remove_prefix(std::min(rest.size(), rest.find_first_not_of(' ')));
    std::string key;
    while (!rest.empty()) {
        const auto step = take_step(rest);
        if (!step) {
            return std::nullopt;
        }
        key.insert(0, *step + end_of_step);
        if (!rest.empty()) {
            rest.remove_prefix(1);
            if (trim(rest).empty()) {
                return std::nullopt;
            }
        }
    }
    return key;
}

std::string parent_key(const std::string& key) {
    const auto end = key.rfind(end_of_step, key.size() - 2);
    return end == std::string::npos ? std::string{} : key.substr(0, end + 1);
}

}  // namespace fedcloud::testbed::ldap
