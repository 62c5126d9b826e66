// Tables of HTML as they are and as they should not be.
#include "html.hpp"

#include <gtest/gtest.h>

namespace fedcloud::apel {
namespace {

using Rows = std::vector<std::vector<std::string>>;

TEST(Html, TablesHoweverTheyAreWritten) {
    const Rows expected{{"a", "b"}, {"c", "d"}};
    for (const auto* html :
         {"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
          "<TABLE><TR><TD>a</TD><TD>b</TD></TR><TR><TD>c</TD><TD>d</TD></TR></TABLE>",
          "<tr><td>a<td>b<tr><td>c<td>d", "<tr><th>a</td><th>b</td></tr><tr><td>c</th><td>d",
          "<table><tr>\n <td>\n  a\n</td>\n<td>b </td>\n</tr>\n<tr><td>c</td><td>d</td></tr>",
          "<td>a</td><td>b</td></tr><td>c</td><td>d</td>",
          "<tr class=\"x>y\" id='<td>'><td align=left>a</td><td title='b\"'>b</td></tr>"
          "<tr><td><font color='red'><b>c</b></font></td><td>d</td>",
          "<tr><td>a</td><!-- <td>x</td> --><td>b</td></tr><tr><td>c</td><td>d",
          "<table><tbody><tr><td>a<td>b</tbody><tbody><tr><td>c<td>d</table><p>e</p>",
          "<script>x<td>1</td></script><style>td{}</style><tr><td>a<td>b<tr><td>c<td>d",
          "<tr><td>&#97;</td><td>&#x62;</td></tr><tr><td>c</td><td>&nbsp;d&#160;</td></tr>"}) {
        auto rows = read_html(html).rows;
        for (auto& row : rows) {
            for (auto& cell : row) {
                cell.erase(0, cell.find_first_not_of(' '));
            }
        }
        EXPECT_EQ(rows, expected) << html;
    }
}

TEST(Html, Text) {
    const auto cell = [](const std::string& html) {
        const auto page = read_html("<td>" + html);
        return page.rows.empty() || page.rows[0].empty() ? "none" : page.rows[0][0];
    };
    EXPECT_EQ(cell("R&amp;D &lt;x&gt; &quot;&apos;"), "R&D <x> \"'");
    EXPECT_EQ(cell("a&b &unknown; &#0; &#xD800; &#x110000; &#;"),
              "a&b &unknown; &#0; &#xD800; &#x110000; &#;");
    EXPECT_EQ(cell("&#xE9;&#x20AC;&#x1F600;"), "é€😀");
    EXPECT_EQ(cell("Publication <br> Status"), "Publication Status");
    EXPECT_EQ(cell("5 < 7"), "5 < 7");
    EXPECT_EQ(cell(""), "");
    const auto page = read_html("<title>T &amp; U</title><p>before<td>in</td></table>after");
    EXPECT_EQ(page.title, "T & U");
    EXPECT_EQ(page.text, "beforeafter") << "cells are apart from it";
}

TEST(Html, QuotationMarksThatAreNeverClosedDoNotSwallowThePage) {
    const auto page = read_html("<tr title=\"x><td>a</td><td>b</td></tr>");
    ASSERT_EQ(page.rows.size(), 1U);
    EXPECT_EQ(page.rows[0], (std::vector<std::string>{"a", "b"}));
}

TEST(Html, HostilePagesStaySmall) {
    std::string cells;
    for (int i = 0; i < 50'000; ++i) {
        cells += "<td>";
    }
    EXPECT_TRUE(read_html(cells).truncated);
    std::string rows;
    for (int i = 0; i < 20'000; ++i) {
        rows += "<tr>";
    }
    EXPECT_TRUE(read_html(rows).truncated);
    EXPECT_TRUE(read_html(std::string(1'000'000, 'x')).truncated);
    EXPECT_FALSE(read_html("<tr><td>a").truncated);
}

TEST(Html, EndsWhereverThePageIsCut) {
    const std::string html =
        "<!-- c --><title>t</title><tr a='b'><td>x&amp;y</td><script></script>";
    for (std::size_t i = 0; i <= html.size(); ++i) {
        (void)read_html(html.substr(0, i));
        for (const char c : {'<', '>', '&', '"', '\0', '!', '/'}) {
            auto changed = html;
            changed[std::min(i, html.size() - 1)] = c;
            EXPECT_LE(read_html(changed).rows.size(), 2U);
        }
    }
}

TEST(Html, WhiteSpaceOfEntitiesIsASingleBlankToo) {
    const auto page = read_html("<table><tr><td>Izola &nbsp;MRF&#32;&#10; x</td></tr></table>");
    ASSERT_EQ(page.rows.size(), 1U);
    EXPECT_EQ(page.rows[0], (std::vector<std::string>{"Izola MRF x"}));
}

}  // namespace
}  // namespace fedcloud::apel
