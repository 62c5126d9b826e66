// Tables of an HTML page, read as a browser would: whatever the page's author forgot. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plugin/expected.hpp"

namespace fedcloud::apel {

struct HtmlPage {
    std::string title;
    // Cells of a row: their text, with entities resolved and white space as single blanks. Rows of
    // all tables, in order.
    std::vector<std::vector<std::string>> rows;
    std::string text;        // outside of tables
    bool truncated = false;  // there were more rows or more text than is kept
    bool cut = false;        // nothing ends the table of the last row, or the last tag or comment
};

// Tags in any case and with attributes, `th` closed by `/td`, rows and cells that are not closed
// at all, line breaks anywhere, comments, scripts. Never fails: without a table there are no rows.
HtmlPage read_html(std::string_view html);

}  // namespace fedcloud::apel
