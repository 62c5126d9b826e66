#include "feed_document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <memory>

#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::profiles {
namespace {

using plugin::clean;

// A page of 100 services has some 10,000. pugixml takes 64 bytes for an element of 4 ("<a/>") and
// 40 for an attribute of 5 (" a=''").
constexpr std::ptrdiff_t most_elements = 1'000'000;

bool begins_with(std::string_view text, std::string_view beginning) {
    return text.substr(0, beginning.size()) == beginning;
}

std::string_view without_mark(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (begins_with(text, byte_order_mark)) {
        text.remove_prefix(byte_order_mark.size());
    }
    return plugin::trim(text);
}

// The declarations of XML itself are ASCII, so that a NUL among the first bytes is a wider
// character.
bool is_of_wide_characters(std::string_view body) {
    return body.substr(0, 4).find('\0') != std::string_view::npos ||
           begins_with(body, "\xFF\xFE") || begins_with(body, "\xFE\xFF");
}

bool is_html(std::string_view text) {
    const auto beginning = plugin::lower(text.substr(0, 1024));
    return beginning.find("<html") != std::string::npos ||
           beginning.find("<!doctype html") != std::string::npos;
}

// What can be told of an answer before it is parsed.
Expected<void, std::string> look_at(std::string_view body) {
    if (is_of_wide_characters(body)) {
        return Unexpected{
            std::string("the answer is in UTF-16 or UTF-32: GOCDB's answers are in UTF-8")};
    }
    const auto text = without_mark(body);
    if (text.empty()) {
        return Unexpected{std::string("the answer is empty")};
    }
    if (text.front() != '<') {  // GOCDB's die(): "Unable to find method: x"
        return Unexpected{"GOCDB says: " + clean(text)};
    }
    if (is_html(text)) {
        return Unexpected{"the answer is an HTML page, not GOCDB's XML: " + clean(text, 120)};
    }
    if (std::count(text.begin(), text.end(), '<') > most_elements ||
        std::count(text.begin(), text.end(), '=') > most_elements) {
        return Unexpected{fmt::format("the answer has more than {} elements", most_elements)};
    }
    return {};
}

// pugixml writes &#0; as a NUL, which would cut a name into that of somebody else, and does not
// see when a number overflows. U+FFFD takes the place of what is no character.
void replace_impossible_characters(std::string& body) {
    constexpr std::uint64_t last = 0x10FFFF;
    for (auto at = body.find("&#"); at != std::string::npos; at = body.find("&#", at + 2)) {
        const bool is_hex = body.compare(at + 2, 1, "x") == 0;
        const char* const first = body.data() + at + (is_hex ? 3 : 2);
        std::uint64_t number = 0;
        const auto read =
            std::from_chars(first, body.data() + body.size(), number, is_hex ? 16 : 10);
        const bool is_number = read.ptr != first;
        if (is_number && (read.ec != std::errc() || number == 0 || number > last)) {
            body.replace(at, 3, "\xEF\xBF\xBD");
        }
    }
}

// What stands before the root: text in another encoding, or with entities of its own, would be
// taken for something else than it is.
Expected<void, std::string> check_prolog(const pugi::xml_document& document) {
    for (const auto node : document.children()) {
        if (node.type() == pugi::node_doctype) {
            return Unexpected{std::string(
                "the answer has a <!DOCTYPE>: GOCDB's have none, and its entities are not read")};
        }
        const std::string_view encoding = node.attribute("encoding").value();
        if (node.type() == pugi::node_declaration && !encoding.empty() &&
            !plugin::equal_ignoring_case(encoding, "UTF-8") &&
            !plugin::equal_ignoring_case(encoding, "US-ASCII")) {
            return Unexpected{fmt::format("the answer is in {}: GOCDB's answers are in UTF-8",
                                          clean(encoding, 40))};
        }
    }
    return {};
}

// An end tag that is missing is how pugixml meets an answer that was cut off.
std::string describe(const pugi::xml_parse_result& result, std::size_t size) {
    if (result.status == pugi::status_end_element_mismatch ||
        static_cast<std::size_t>(result.offset) + 1 >= size) {
        return fmt::format(
            "the answer is cut off or garbled after {} of {} bytes ({}): GOCDB's own limit of time "
            "does that to big queries",
            result.offset, size, result.description());
    }
    return fmt::format("the answer is no well-formed XML at byte {}: {}", result.offset,
                       result.description());
}

// GOCDB puts the number anywhere in the query, behind '&' or '?'. Only the number is taken: the
// address before it is what GOCDB believes of itself.
std::optional<std::uint64_t> cursor_of(std::string_view href) {
    constexpr std::string_view name = "next_cursor=";
    for (auto at = href.find(name); at != std::string_view::npos; at = href.find(name, at + 1)) {
        if (at == 0 || href[at - 1] == '&' || href[at - 1] == '?' || href[at - 1] == ';') {
            const auto value = href.substr(at + name.size());
            return plugin::parse_integer<std::uint64_t>(value.substr(0, value.find('&')));
        }
    }
    return std::nullopt;
}

Paging read_meta(const pugi::xml_node& meta) {
    Paging paging;
    paging.count = plugin::parse_integer<std::uint64_t>(plugin::trim(meta.child_value("count")));
    paging.max_page_size =
        plugin::parse_integer<std::uint64_t>(plugin::trim(meta.child_value("max_page_size")));
    for (const auto link : meta.children("link")) {
        if (std::strcmp(link.attribute("rel").value(), "next") == 0) {
            const std::string href = link.attribute("href").value();
            const auto cursor = cursor_of(href);
            // A second link that leads elsewhere would leave out what lies between.
            if (!cursor || paging.next_cursor.value_or(*cursor) != *cursor) {
                paging.unusable_link = href;
            }
            paging.next_cursor = cursor;
        }
    }
    return paging;
}

}  // namespace

Expected<FeedDocument, std::string> FeedDocument::parse(std::string body, const char* record) {
    if (auto looked = look_at(body); !looked) {
        return Unexpected{looked.error()};
    }
    FeedDocument feed;
    replace_impossible_characters(body);
    feed.text_ = std::make_unique<std::string>(std::move(body));
    feed.document_ = std::make_unique<pugi::xml_document>();
    const auto result = feed.document_->load_buffer_inplace(
        feed.text_->data(), feed.text_->size(),
        pugi::parse_default | pugi::parse_declaration | pugi::parse_doctype, pugi::encoding_utf8);
    if (!result) {
        return Unexpected{describe(result, feed.text_->size())};
    }
    if (auto checked = check_prolog(*feed.document_); !checked) {
        return Unexpected{checked.error()};
    }
    const auto root = feed.root();
    if (std::strcmp(root.name(), "error") == 0) {
        return Unexpected{"GOCDB says: " + clean(root.text().get())};
    }
    if (std::strcmp(root.name(), "results") != 0 || root.next_sibling()) {
        return Unexpected{
            fmt::format("the answer is no list of GOCDB: its root is <{}>, not "
                        "<results> alone",
                        clean(root.name(), 40))};
    }
    if (auto checked = feed.check_children(record); !checked) {
        return Unexpected{checked.error()};
    }
    return feed;
}

Expected<void, std::string> FeedDocument::check_children(const char* record) {
    for (const auto child : root().children()) {
        if (std::strcmp(child.name(), record) == 0) {
            ++elements_;
        } else if (std::strcmp(child.name(), "meta") == 0) {
            paging_ = read_meta(child);
        } else if (std::strcmp(child.name(), "error") == 0) {
            return Unexpected{"GOCDB says: " + clean(child.text().get())};
        } else {
            const std::string_view what =
                child.type() == pugi::node_element ? child.name() : child.value();
            return Unexpected{
                fmt::format("expected <{}> records, found '{}'", record, clean(what, 80))};
        }
    }
    return {};
}

Expected<void, std::string> FeedDocument::check_count() const {
    if (paging_ && paging_->count.value_or(elements_) != elements_) {
        return Unexpected{fmt::format("the page says that it has {} records, and has {}",
                                      *paging_->count, elements_)};
    }
    return {};
}

}  // namespace fedcloud::profiles
