#include "distinguished_name.hpp"

#include <fmt/format.h>
#include <openssl/objects.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "plugin/text.hpp"

namespace fedcloud::appdb_update {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Spellings of one type, the first of each row being ours.
constexpr std::array<std::array<std::string_view, 3>, 4> aliases{{
    {"email", "emailaddress", "e"},
    {"uid", "userid", "userid"},
    {"st", "s", "st"},
    {"gn", "givenname", "gn"},
}};

// What may stand before a '=' and be a type, so that "CN=host/a.example.org" and "CN=a/b=c" stay
// one part each.
constexpr std::array<std::string_view, 18> types{
    "c",           "o",   "ou", "cn",    "dc",           "l",      "st",         "email",
    "uid",         "gn",  "sn", "title", "serialnumber", "street", "postalcode", "pseudonym",
    "dnqualifier", "name"};

std::string canonical_type(std::string_view type) {
    auto lower = plugin::lower(plugin::trim(type));
    if (lower.rfind("oid.", 0) == 0) {
        lower.erase(0, 4);
    }
    for (const auto& row : aliases) {
        if (std::find(row.begin(), row.end(), lower) != row.end()) {
            return std::string(row.front());
        }
    }
    return lower;
}

bool is_type(std::string_view text) {
    const auto type = canonical_type(text);
    const bool is_oid = !type.empty() && is_digit(type[0]) &&
                        type.find_first_not_of("0123456789.") == std::string::npos;
    return is_oid || std::find(types.begin(), types.end(), type) != types.end();
}

std::optional<char> from_hex(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto lower = plugin::lower(text.substr(0, 2));
    if (lower.size() != 2) {
        return std::nullopt;
    }
    const auto high = digits.find(lower[0]);
    const auto low = digits.find(lower[1]);
    if (high == std::string_view::npos || low == std::string_view::npos) {
        return std::nullopt;
    }
    return static_cast<char>(high * 16 + low);
}

// Takes one character of a value, escaped or not: "\xC3" and "\C3" are bytes, "\/" is '/'.
char take_character(std::string_view& text) {
    const char first = text.front();
    text.remove_prefix(1);
    if (first != '\\' || text.empty()) {
        return first;
    }
    const std::size_t mark = text.front() == 'x' ? 1 : 0;
    if (const auto byte = from_hex(text.substr(mark))) {
        text.remove_prefix(mark + 2);
        return *byte;
    }
    const char second = text.front();
    text.remove_prefix(1);
    return second;
}

std::string plain_value(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        const char c = take_character(text);
        if (c != ' ' || (!plain.empty() && plain.back() != ' ')) {
            plain += c;
        }
    }
    return std::string(plugin::trim(plain));
}

// The bytes of a value in UTF-8, whichever of ASN.1's string types it is.
std::string value_of(const ASN1_STRING* data) {
    unsigned char* bytes = nullptr;
    const int size = ASN1_STRING_to_UTF8(&bytes, data);
    const std::unique_ptr<unsigned char, void (*)(unsigned char*)> owner(
        bytes, [](unsigned char* memory) { OPENSSL_free(memory); });
    return size < 0
               ? std::string()
               : std::string(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

std::string type_of(const ASN1_OBJECT* object) {
    if (const int nid = OBJ_obj2nid(object); nid != NID_undef) {
        return OBJ_nid2sn(nid);
    }
    std::array<char, 128> oid{};
    OBJ_obj2txt(oid.data(), static_cast<int>(oid.size()), object, 1);
    return oid.data();
}

// How far behind a separator a type is looked for: a megabyte of separators would take minutes.
constexpr std::size_t longest_type = 128;

// Where the part ends that begins `text`: at a separator that the name of a type follows.
std::size_t end_of_part(std::string_view text, std::string_view separators) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\\') {
            ++at;
            continue;
        }
        if (separators.find(text[at]) != std::string_view::npos) {
            const auto rest = text.substr(at + 1, longest_type);
            const auto equals = rest.find('=');
            if (equals != std::string_view::npos && is_type(rest.substr(0, equals))) {
                return at;
            }
        }
    }
    return text.size();
}

}  // namespace

void DistinguishedName::add(std::string_view type, std::string_view value) {
    parts_.push_back({canonical_type(type), plain_value(value)});
}

DistinguishedName DistinguishedName::of(const X509_NAME& name) {
    DistinguishedName read;
    for (int i = 0; i < X509_NAME_entry_count(&name); ++i) {
        const X509_NAME_ENTRY* entry = X509_NAME_get_entry(&name, i);
        std::string value;
        for (const char c : value_of(X509_NAME_ENTRY_get_data(entry))) {
            value += c == '\\' ? "\\\\" : std::string(1, c);
        }
        read.add(type_of(X509_NAME_ENTRY_get_object(entry)), value);
    }
    return read;
}

Expected<DistinguishedName, std::string> DistinguishedName::parse(std::string_view text) {
    auto rest = plugin::trim(text);
    const bool slashes = !rest.empty() && rest.front() == '/';
    if (slashes) {
        rest.remove_prefix(1);
    }
    DistinguishedName read;
    while (!rest.empty()) {
        const auto part = rest.substr(0, end_of_part(rest, slashes ? "/" : ",;"));
        const auto equals = part.find('=');
        if (equals == std::string_view::npos || !is_type(part.substr(0, equals))) {
            return Unexpected{fmt::format("'{}' is no distinguished name such as /DC=org/CN=Alice",
                                          plugin::clean(text, 120))};
        }
        read.add(part.substr(0, equals), part.substr(equals + 1));
        rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    }
    if (read.parts_.empty()) {
        return Unexpected{std::string("the distinguished name is empty")};
    }
    return read;
}

bool DistinguishedName::matches(const DistinguishedName& other) const {
    return parts_ == other.parts_ ||
           (parts_.size() == other.parts_.size() &&
            std::equal(parts_.begin(), parts_.end(), other.parts_.rbegin()));
}

bool names(std::string_view text, const DistinguishedName& name) {
    const auto read = DistinguishedName::parse(text);
    return read && read->matches(name);
}

}  // namespace fedcloud::appdb_update
