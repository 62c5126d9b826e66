#include "html.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "plugin/text.hpp"

namespace fedcloud::apel {
namespace {

// Beyond this it is no page about sites.
constexpr std::size_t most_rows = 6'000;
constexpr std::size_t most_cells = 24'000;
constexpr std::size_t most_text = 65'536;

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void append_utf8(std::string& text, unsigned long code) {
    const auto byte = [&text](unsigned long value) { text += static_cast<char>(value); };
    if (code < 0x80) {
        byte(code);
    } else if (code < 0x800) {
        byte(0xC0U | code >> 6U);
        byte(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        byte(0xE0U | code >> 12U);
        byte(0x80U | (code >> 6U & 0x3FU));
        byte(0x80U | (code & 0x3FU));
    } else {
        byte(0xF0U | code >> 18U);
        byte(0x80U | (code >> 12U & 0x3FU));
        byte(0x80U | (code >> 6U & 0x3FU));
        byte(0x80U | (code & 0x3FU));
    }
}

// "amp" to '&', "#65" to 'A'. False: no entity that occurs in such pages.
bool append_entity(std::string& text, std::string_view name) {
    constexpr std::pair<std::string_view, char> known[] = {
        {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", ' '}};
    for (const auto& [entity, character] : known) {
        if (plugin::equal_ignoring_case(name, entity)) {
            text += character;
            return true;
        }
    }
    if (name.size() < 2 || name.front() != '#') {
        return false;
    }
    const bool hex = name[1] == 'x' || name[1] == 'X';
    const auto digits = name.substr(hex ? 2 : 1);
    unsigned long code = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
    const bool surrogate = code >= 0xD800 && code < 0xE000;
    if (error != std::errc() || end != digits.data() + digits.size() || code == 0 || surrogate ||
        code > 0x10FFFF) {
        return false;
    }
    constexpr unsigned long no_break_space = 0xA0;
    append_utf8(text, code == no_break_space ? ' ' : code);
    return true;
}

void append_blank(std::string& text) {
    if (!text.empty() && text.back() != ' ') {
        text += ' ';
    }
}

// Appends text as it is seen.
void append_text(std::string& out, std::string_view raw) {
    for (std::size_t i = 0; i < raw.size();) {
        const auto plain = i;
        while (i < raw.size() && !is_space(raw[i]) && raw[i] != '&') {
            ++i;
        }
        out.append(raw.substr(plain, i - plain));
        if (i == raw.size()) {
            return;
        }
        if (is_space(raw[i])) {
            append_blank(out);
            ++i;
            continue;
        }
        constexpr std::size_t longest = 10;
        const auto end = raw.substr(0, i + longest).find(';', i);
        if (end != std::string_view::npos && append_entity(out, raw.substr(i + 1, end - i - 1))) {
            i = end + 1;
        } else {
            out += '&';
            ++i;
        }
    }
}

struct Tag {
    std::string name;  // lower case
    bool closing = false;
    std::size_t end = 0;  // behind its '>'
};

// `at` is that of '<'. A quoted attribute may hold a '>'; a quotation mark that is never closed
// does not swallow the page.
Tag read_tag(std::string_view html, std::size_t at) {
    Tag tag;
    std::size_t i = at + 1;
    if (i < html.size() && html[i] == '/') {
        tag.closing = true;
        ++i;
    }
    const auto name = i;
    while (i < html.size() && (is_letter(html[i]) || (html[i] >= '0' && html[i] <= '9'))) {
        ++i;
    }
    tag.name = plugin::lower(html.substr(name, i - name));
    const auto first_end = html.find('>', i);
    constexpr std::size_t longest = 4096;
    char quote = 0;
    for (std::size_t k = i; k < html.size() && k < at + longest; ++k) {
        if (quote != 0) {
            quote = html[k] == quote ? '\0' : quote;
        } else if (html[k] == '"' || html[k] == '\'') {
            quote = html[k - 1] == '=' ? html[k] : '\0';
        } else if (html[k] == '>') {
            tag.end = k + 1;
            return tag;
        }
    }
    tag.end = first_end == std::string_view::npos ? html.size() : first_end + 1;
    return tag;
}

// Builds the page from text and tags as they come.
class Builder {
  public:
    void text(std::string_view raw) {
        if (in_title_) {
            append_within(page_.title, raw);
        } else if (in_cell_) {
            append_within(page_.rows.back().back(), raw);
        } else {
            append_within(page_.text, raw);
        }
    }
    void tag(const Tag& tag);
    HtmlPage finish() &&;

  private:
    void append_within(std::string& target, std::string_view raw) {
        if (target.size() + raw.size() > most_text) {
            page_.truncated = true;
            raw = raw.substr(0, most_text - std::min(most_text, target.size()));
        }
        append_text(target, raw);
    }
    void open_row() {
        in_cell_ = false;
        in_row_ = page_.rows.size() < most_rows;
        page_.truncated = page_.truncated || !in_row_;
        if (in_row_) {
            page_.rows.emplace_back();
        }
    }
    void open_cell() {
        if (!in_row_) {
            open_row();
        }
        in_cell_ = in_row_ && cells_ < most_cells;
        page_.truncated = page_.truncated || !in_cell_;
        if (in_cell_) {
            page_.rows.back().emplace_back();
            ++cells_;
        }
    }
    void close_row() { in_row_ = in_cell_ = false; }

    HtmlPage page_;
    std::size_t cells_ = 0;
    bool in_title_ = false;
    bool in_row_ = false;
    bool in_cell_ = false;
};

void Builder::tag(const Tag& tag) {
    const auto& name = tag.name;
    if (name == "td" || name == "th") {
        if (tag.closing) {
            in_cell_ = false;
        } else {
            open_cell();
        }
    } else if (name == "tr") {
        if (tag.closing) {
            close_row();
        } else {
            open_row();
        }
    } else if (name == "table" || name == "tbody" || name == "thead" || name == "body" ||
               name == "html") {
        close_row();
    } else if (name == "title") {
        in_title_ = !tag.closing;
    } else if (name == "br" || name == "p" || name == "div" || name == "li" || name == "ul" ||
               name == "hr") {
        text(" ");
    }
}

HtmlPage Builder::finish() && {
    const auto trim = [](std::string& text) {
        if (!text.empty() && text.back() == ' ') {
            text.pop_back();
        }
    };
    for (auto& row : page_.rows) {
        for (auto& cell : row) {
            trim(cell);
        }
    }
    trim(page_.title);
    return std::move(page_);
}

std::size_t behind(std::string_view html, std::string_view mark, std::size_t from) {
    const auto at = html.find(mark, from);
    return at == std::string_view::npos ? html.size() : at + mark.size();
}

// Where the content of a script or a style sheet ends.
std::size_t behind_raw_text(std::string_view html, const Tag& tag) {
    for (auto at = html.find("</", tag.end); at != std::string_view::npos;
         at = html.find("</", at + 2)) {
        if (plugin::equal_ignoring_case(html.substr(at + 2, tag.name.size()), tag.name)) {
            return at;
        }
    }
    return html.size();
}

}  // namespace

HtmlPage read_html(std::string_view html) {
    Builder builder;
    for (std::size_t i = 0; i < html.size();) {
        const auto open = std::min(html.find('<', i), html.size());
        builder.text(html.substr(i, open - i));
        if (open == html.size()) {
            break;
        }
        const char next = open + 1 < html.size() ? html[open + 1] : '\0';
        if (html.substr(open, 4) == "<!--") {
            i = behind(html, "-->", open + 4);
        } else if (next == '!' || next == '?') {
            i = behind(html, ">", open);
        } else if (is_letter(next) || next == '/') {
            const auto tag = read_tag(html, open);
            builder.tag(tag);
            const bool raw = !tag.closing && (tag.name == "script" || tag.name == "style");
            i = raw ? behind_raw_text(html, tag) : tag.end;
        } else {  // "5 < 7"
            builder.text("<");
            i = open + 1;
        }
    }
    return std::move(builder).finish();
}

}  // namespace fedcloud::apel
