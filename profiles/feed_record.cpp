#include "feed_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "plugin/text.hpp"
#include "site/forms.hpp"

namespace fedcloud::profiles {
namespace {

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}
bool is_plain(char c) {
    return !is_control(c) && static_cast<unsigned char>(c) < 0x80;
}
bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80;
}

// Bytes of the character that `text` begins with (Unicode table 3-7); 0: none.
std::size_t character_size(std::string_view text) {
    const auto first = static_cast<unsigned char>(text.front());
    if (first < 0x80) {
        return 1;
    }
    const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < size ||
        !std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(size),
                     is_continuation)) {
        return 0;
    }
    const auto second = static_cast<unsigned char>(text[1]);
    const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    const bool surrogate = first == 0xED && second > 0x9F;
    const bool too_far = first == 0xF4 && second > 0x8F;
    return overlong || surrogate || too_far ? 0 : size;
}

// All text of the element itself: CDATA and comments cut it into pieces.
std::string content(const pugi::xml_node& node) {
    std::string text;
    for (const auto piece : node.children()) {
        if (piece.type() == pugi::node_pcdata || piece.type() == pugi::node_cdata) {
            text += piece.value();
        }
    }
    return text;
}

}  // namespace

std::string repair(std::string text) {
    if (std::all_of(text.begin(), text.end(), is_plain)) {
        return text;
    }
    std::string good;
    for (std::string_view rest = text; !rest.empty();) {
        const auto size = character_size(rest);
        good += size == 0 ? "\xEF\xBF\xBD" : rest.substr(0, size);
        rest.remove_prefix(std::max<std::size_t>(size, 1));
    }
    return good;
}

std::string one_line(std::string text) {
    std::replace_if(text.begin(), text.end(), is_control, ' ');
    return repair(std::string(plugin::trim(text)));
}

bool is_garbled(std::string_view text) {
    return text.find("\xEF\xBF\xBD") != std::string_view::npos;
}

FeedRecord::FeedRecord(pugi::xml_node node, std::string kind, std::size_t number,
                       std::vector<Problem>& problems)
    : node_(node), name_(fmt::format("{} number {}", kind, number)), problems_(&problems) {}

FeedRecord FeedRecord::part(pugi::xml_node node) const {
    auto other = *this;
    other.node_ = node;
    return other;
}

void FeedRecord::complain(std::string text) {
    if (problems_->size() < most_page_problems) {
        problems_->push_back({name_, std::move(text), site_});
    } else if (problems_->size() == most_page_problems) {
        problems_->push_back({"an answer with more problems than that", "the others are not told"});
    }
}

std::string FeedRecord::cut(std::string text, const char* field, std::size_t longest) {
    if (text.size() <= longest) {
        return text;
    }
    complain(fmt::format("its {} has {} bytes: cut to {}", field, text.size(), longest));
    auto end = longest;
    while (end > 0 && is_continuation(text[end])) {
        --end;
    }
    text.resize(end);
    return text;
}

std::string FeedRecord::key() {
    auto key = attribute("PRIMARY_KEY");
    if (!site::gocdb_key.fits(key)) {
        complain(
            fmt::format("its PRIMARY_KEY '{}' is not of the form 123G0", plugin::clean(key, 40)));
        key.clear();
    }
    return key;
}

std::string FeedRecord::text(const char* element, std::size_t longest) {
    return cut(one_line(content(node_.child(element))), element, longest);
}

std::string FeedRecord::free_text(const char* element) {
    const auto text = content(node_.child(element));
    return cut(repair(std::string(plugin::trim(text))), element, longest_text);
}

std::string FeedRecord::attribute(const char* name) {
    if (const auto given = node_.attribute(name)) {
        return cut(one_line(given.value()), name, longest_text);
    }
    return text(name);
}

bool FeedRecord::yes(const char* element) {
    const auto value = text(element);
    const bool is_yes = plugin::equal_ignoring_case(value, "Y");
    if (!is_yes && !plugin::equal_ignoring_case(value, "N")) {
        complain(fmt::format("its {} is '{}', neither Y nor N: taken for N", element,
                             plugin::clean(value, 40)));
    }
    return is_yes;
}

std::vector<std::string> FeedRecord::scopes() {
    std::vector<std::string> scopes;
    for (const auto each : node_.child("SCOPES").children("SCOPE")) {
        auto scope = cut(one_line(content(each)), "SCOPE", longest_name);
        if (!scope.empty()) {
            scopes.push_back(std::move(scope));
        }
    }
    return scopes;
}

std::vector<site::Extension> FeedRecord::extensions() {
    std::vector<site::Extension> extensions;
    for (const auto each : node_.child("EXTENSIONS").children("EXTENSION")) {
        auto reader = part(each);
        site::Extension extension{reader.text("KEY"), reader.free_text("VALUE")};
        if (extension.key.empty()) {
            complain("one of its EXTENSIONS has no KEY: left out");
        } else {
            extensions.push_back(std::move(extension));
        }
    }
    return extensions;
}

}  // namespace fedcloud::profiles
