#include "html.hpp"

#include <algorithm>
#include <utility>

#include "html_text.hpp"
#include "plugin/text.hpp"

namespace fedcloud::apel {
namespace {

// Beyond this it is no page about sites.
constexpr std::size_t most_rows = 6'000;
constexpr std::size_t most_cells = 24'000;
constexpr std::size_t most_text = 65'536;

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

struct Tag {
    std::string name;  // lower case
    bool closing = false;
    bool complete = true;  // its '>' is there
    std::size_t end = 0;   // behind that
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
    tag.complete = first_end != std::string_view::npos;
    tag.end = tag.complete ? first_end + 1 : html.size();
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
    void cut() { page_.cut = true; }
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
    void bound_tables(const Tag& tag);

    HtmlPage page_;
    std::size_t cells_ = 0;
    std::size_t tables_ = 0;  // that are open
    bool rows_ended_ = true;  // behind the last row its table or the page was closed
    bool in_title_ = false;
    bool in_row_ = false;
    bool in_cell_ = false;
};

// Rows and cells are closed by whatever comes next, but only the end of the table says that it was
// the last one.
void Builder::bound_tables(const Tag& tag) {
    const auto& name = tag.name;
    if (tag.closing && (name == "html" || name == "body")) {
        tables_ = 0;
        rows_ended_ = true;
    } else if (name == "table") {
        tables_ = tag.closing ? tables_ - std::min<std::size_t>(tables_, 1) : tables_ + 1;
        rows_ended_ = tables_ == 0;
    } else if (!tag.closing && (name == "tr" || name == "td" || name == "th")) {
        rows_ended_ = false;
    }
}

void Builder::tag(const Tag& tag) {
    page_.cut = page_.cut || !tag.complete;
    bound_tables(tag);
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
    page_.cut = page_.cut || !rows_ended_;
    return std::move(page_);
}

// The end of the page, of which the rest is missing then, if there is no such mark.
std::size_t behind(std::string_view html, std::string_view mark, std::size_t from,
                   Builder& builder) {
    const auto at = html.find(mark, from);
    if (at == std::string_view::npos) {
        builder.cut();
        return html.size();
    }
    return at + mark.size();
}

// Where the content of a script or a style sheet ends.
std::size_t behind_raw_text(std::string_view html, const Tag& tag, Builder& builder) {
    for (auto at = html.find("</", tag.end); at != std::string_view::npos;
         at = html.find("</", at + 2)) {
        if (plugin::equal_ignoring_case(html.substr(at + 2, tag.name.size()), tag.name)) {
            return at;
        }
    }
    builder.cut();
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
            i = behind(html, "-->", open + 4, builder);
        } else if (next == '!' || next == '?') {
            i = behind(html, ">", open, builder);
        } else if (is_letter(next) || next == '/') {
            const auto tag = read_tag(html, open);
            builder.tag(tag);
            const bool raw = !tag.closing && (tag.name == "script" || tag.name == "style");
            i = raw ? behind_raw_text(html, tag, builder) : tag.end;
        } else if (open + 1 == html.size()) {
            builder.cut();
            i = html.size();
        } else {  // "5 < 7"
            builder.text("<");
            i = open + 1;
        }
    }
    return std::move(builder).finish();
}

}  // namespace fedcloud::apel
