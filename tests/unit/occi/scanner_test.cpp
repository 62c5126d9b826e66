// The item grammar: quotation marks, separators, and what is refused where.
#include "occi/scanner.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace fedcloud::occi {
namespace {

std::vector<Item> all(std::string_view text, ItemKind kind, Separator separator = Separator::none) {
    Scanner scanner(text, Place{}, separator, kind);
    std::vector<Item> items;
    for (;;) {
        auto item = scanner.next();
        if (!item) {
            ADD_FAILURE() << item.error().message();
            return items;
        }
        if (!*item) {
            return items;
        }
        items.push_back(**item);
    }
}

ParseError refusal(std::string_view text, ItemKind kind, Separator separator = Separator::none) {
    Scanner scanner(text, Place{}, separator, kind);
    for (;;) {
        auto item = scanner.next();
        if (!item) {
            return item.error();
        }
        if (!*item) {
            ADD_FAILURE() << "accepted: " << text;
            return {};
        }
    }
}

std::string value(const Item& item, std::string_view name) {
    const Parameter* found = item.find(name);
    return found ? found->value : "(absent)";
}

TEST(Scanner, ReadsACategory) {
    const auto items =
        all(R"(compute; scheme="http://s#";class=kind; title="a \"b\" \\ c")", ItemKind::category);
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(items[0].head, "compute");
    EXPECT_EQ(value(items[0], "scheme"), "http://s#");
    EXPECT_EQ(value(items[0], "class"), "kind");
    EXPECT_FALSE(items[0].find("class")->quoted);
    EXPECT_EQ(value(items[0], "title"), R"(a "b" \ c)");
}

TEST(Scanner, OoiLeavesQuotationMarksOfTitlesUnescaped) {
    const auto items = all(
        R"(7; scheme="t#"; class="mixin"; title="Image for "ops" tiny; cirros, 0.3.4"; rel="r#os")",
        ItemKind::category);
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(value(items[0], "title"), R"(Image for "ops" tiny; cirros, 0.3.4)");
    EXPECT_EQ(value(items[0], "rel"), "r#os");
}

TEST(Scanner, OoiTitleThatEndsInAQuotationMark) {
    const auto items = all(R"(7;scheme="t#";title=""ops"";class="mixin")", ItemKind::category);
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(value(items[0], "title"), R"("ops")");
    EXPECT_EQ(value(items[0], "class"), "mixin");
}

TEST(Scanner, OoiTitleInACommaJoinedHeader) {
    const auto items = all(R"(7;scheme="t#";title="a "b", "c", d; e",x;scheme="u#",y;scheme="v#")",
                           ItemKind::category, Separator::comma);
    ASSERT_EQ(items.size(), 3U);
    EXPECT_EQ(value(items[0], "title"), R"(a "b", "c", d; e)");
    EXPECT_EQ(items[1].head, "x");
    EXPECT_EQ(value(items[2], "scheme"), "v#");
}

TEST(Scanner, CommasOfOneLineAreText) {
    const auto items = all(R"(a="x",b="y")", ItemKind::attribute);
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(items[0].parameters.front().value, R"(x",b="y)");
}

TEST(Scanner, CommaJoinedAttributes) {
    const auto items =
        all(R"(n=1,t="a, b; c=\"d\"" ,, on=true)", ItemKind::attribute, Separator::comma);
    ASSERT_EQ(items.size(), 3U);
    EXPECT_EQ(value(items[0], "n"), "1");
    EXPECT_EQ(value(items[1], "t"), R"(a, b; c="d")");
    EXPECT_EQ(value(items[2], "on"), "true");
}

TEST(Scanner, CommaJoinedLinks) {
    const auto items = all(R"(</a>;rel="r#x";t="1, <2",</b?action=go>; rel="r#y")", ItemKind::link,
                           Separator::comma);
    ASSERT_EQ(items.size(), 2U);
    EXPECT_EQ(items[0].head, "/a");
    EXPECT_EQ(value(items[0], "t"), "1, <2");
    EXPECT_EQ(items[1].head, "/b?action=go");
}

TEST(Scanner, RocciCore5EndsAnItemWithASemicolon) {
    const auto items = all(R"(compute;scheme="s#";class="kind"; )", ItemKind::category);
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(items[0].parameters.size(), 2U);
}

TEST(Scanner, RocciServer2SendsEmptyHeaders) {
    EXPECT_TRUE(all("", ItemKind::link, Separator::comma).empty());
    EXPECT_TRUE(all(" , ,", ItemKind::link, Separator::comma).empty());
}

TEST(Scanner, RocciUnderRuby3EscapesBytesThatStay) {
    const auto items = all(R"(t="\xC5\xBE")", ItemKind::attribute);
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(value(items[0], "t"), R"(\xC5\xBE)");
}

TEST(Scanner, TermsOfOoiBeginWithDigits) {
    EXPECT_EQ(all("1;a=b", ItemKind::category).at(0).head, "1");
    EXPECT_EQ(all("0a-b_c.D;a=b", ItemKind::category).at(0).head, "0a-b_c.D");
}

TEST(Scanner, BytesBeyondAsciiStay) {
    EXPECT_EQ(value(all("t=\"\xC5\xBE\xFF\ttab\"", ItemKind::attribute).at(0), "t"),
              "\xC5\xBE\xFF\ttab");
}

struct Refused {
    std::string_view text;
    ItemKind kind;
    std::string_view where;
    std::string_view expected;
    std::string_view found;
};

TEST(Scanner, RefusesWithPlaceAndReason) {
    using enum ItemKind;
    const Refused cases[] = {
        {"a=\"103", attribute, "column 3", "a closing quotation mark", "\"103"},
        {"occi.core.title", attribute, "column 16", "'=' and a value", ""},
        {"occi.core.title; a=1", attribute, "column 16", "'=' and a value", "; a=1"},
        {"a=", attribute, "column 3", "a value", ""},
        {"a=1 2", attribute, "column 5", "the end of the attribute", "2"},
        {"=1", attribute, "column 1", "the name of an attribute", "=1"},
        {"a;scheme=\"s", category, "column 10", "a closing quotation mark", "\"s"},
        {"a;scheme=\"s\"t\"", category, "column 13", "';' or the end of the item", "t\""},
        {"a;scheme", category, "column 9", "'=' and a value", ""},
        {"a;;b=c", category, "column 3", "the name of a parameter", ";b=c"},
        {";b=c", category, "column 1", "the term of a category", ";b=c"},
        {"a b=c", category, "column 3", "';' or the end of the item", "b=c"},
        {"/a;rel=x", link, "column 1", "'<' and the URI of a link", "/a;rel=x"},
        {"<>;rel=x", link, "column 2", "the URI of a link", ">;rel=x"},
        {"</a;rel=\"x\"", link, "column 9", "'>' after the URI of a link", "\"x\""},
        {"</a>;rel=\"x", link, "column 10", "a closing quotation mark", "\"x"},
        {"a=\"x\x01y\"", attribute, "column 5", "no control character", "\x01y\""},
        {{"a=\"x\0\"", 6}, attribute, "column 5", "no control character", {"\0\"", 2}},
        {"a=\"x\x7F\"", attribute, "column 5", "no control character", "\x7F\""}};
    for (const Refused& refused : cases) {
        const ParseError error = refusal(refused.text, refused.kind);
        EXPECT_EQ(error.where, "line 1, " + std::string(refused.where)) << refused.text;
        EXPECT_EQ(error.expected, refused.expected) << refused.text;
        EXPECT_EQ(error.found, refused.found) << refused.text;
    }
}

TEST(Scanner, HeadersArePlacedByNameNumberAndOffset) {
    const std::string_view text = "a=1,b";
    Scanner second(text, Place{"X-OCCI-Attribute", 2, 1}, Separator::comma, ItemKind::attribute);
    ASSERT_TRUE(second.next());
    EXPECT_EQ(second.next().error().where, "header X-OCCI-Attribute (number 2), offset 5");
    Scanner first("?", Place{"Link", 1, 1}, Separator::comma, ItemKind::link);
    EXPECT_EQ(first.next().error().where, "header Link, offset 0");
}

TEST(Scanner, ExcerptsAreShort) {
    EXPECT_EQ(refusal("a=\"" + std::string(500, 'x'), ItemKind::attribute).found.size(), 40U);
}

// pOCCI takes class="myClass" and scheme="myScheme" for well-formed: they are for this grammar,
// in which a class is text; the model refuses them (text_test.cpp).
TEST(Scanner, PocciCategoryIsOfTheItemGrammar) {
    const auto items =
        all(R"(kind;scheme="myScheme";class="myClass";title="myTitle")", ItemKind::category);
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(value(items[0], "class"), "myClass");
}

std::string repeated(std::string_view unit, std::size_t total) {
    std::string text;
    while (text.size() < total) {
        text += unit;
    }
    return text;
}

// Quadratic time would be an hour here; the limit only has to tell it from linear time under
// sanitizers.
TEST(Scanner, HostileLinesTakeLinearTime) {
    const std::string_view units[] = {"\"",   "\"; ",     "\"; a", "\"; a=", ",",    "\", ",
                                      "\",<", "\", a; b", "\\",    "\\\"",   ";a=b", "a=1,",
                                      "<",    "a;",       "{",     " ",      "\"\t", "\", a;b="};
    const auto start = std::chrono::steady_clock::now();
    for (const std::string_view unit : units) {
        const std::string noise = repeated(unit, 1'000'000);
        for (const auto separator : {Separator::none, Separator::comma}) {
            for (const auto& [prefix, kind] :
                 {std::pair{"x;title=\"", ItemKind::category}, std::pair{"", ItemKind::category},
                  std::pair{"</x>;t=\"", ItemKind::link}, std::pair{"t=\"", ItemKind::attribute}}) {
                const std::string text = prefix + noise;
                Scanner scanner(text, Place{}, separator, kind);
                for (auto item = scanner.next(); item && *item; item = scanner.next()) {
                }
            }
        }
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(120));
}

}  // namespace
}  // namespace fedcloud::occi
