// Manual pages in man(7).
#include "page.hpp"

#include <gtest/gtest.h>

#include "roff.hpp"
#include "schema.hpp"

namespace fedcloud::manual {
namespace {

TEST(Roff, EveryByteOfALiteralStandsForItself) {
    EXPECT_EQ(roff::literal("a-b\\c"), "a\\-b\\ec");
    EXPECT_EQ(roff::literal(".so /etc/passwd"), "\\&.so /etc/passwd");
    EXPECT_EQ(roff::literal("'br"), "\\&'br");
}

TEST(Roff, WhatPeopleTypeHasMinusSignsAndIsNotDivided) {
    EXPECT_EQ(roff::prose("with --os-tpl, -v or (-4)"),
              "with \\%\\fB\\-\\-os\\-tpl\\fR, \\%\\fB\\-v\\fR or (\\%\\fB\\-4\\fR)");
    EXPECT_EQ(roff::prose("see fedcloud.conf(5), /a-b/c."),
              "see \\%\\fBfedcloud.conf\\fR(5), \\%/a\\-b/c.");
    EXPECT_EQ(roff::prose("so-called \\x"), "so-called \\ex");
    EXPECT_EQ(roff::prose("so-called \\fIx\\fR", true), "so-called \\fIx\\fR");
}

TEST(Roff, ASentenceBeginsALineAndNoLineIsARequest) {
    EXPECT_EQ(roff::prose("One. Two (three.) four. 'Five"), "One.\nTwo (three.) four.\n\\&'Five");
    EXPECT_EQ(roff::prose("In. .so"), "In.\n\\%\\&.so");
}

TEST(Roff, ChoicesAreBoldAndValuesItalic) {
    EXPECT_EQ(roff::argument("URL"), "\\fIURL\\fR");
    EXPECT_EQ(roff::argument("table|json"), "\\fBtable\\fR|\\fBjson\\fR");
    EXPECT_EQ(roff::argument("OCCI|BDII"), "\\fBOCCI\\fR|\\fBBDII\\fR");
    EXPECT_EQ(roff::argument("by-ngi|FILE"), "\\fBby\\-ngi\\fR|\\fIFILE\\fR");
}

TEST(Page, HasWhatHelpSaysAndThenTheText) {
    const PageSources sources{
        "check_x",
        "1",
        "1.2.3",
        "",
        {{"man/check_x.h2m",
          "[NAME]\ndoes x work?\n[FILES --state-dir]\nleft out\n[FILES --endpoint]\nkept\n"},
         {"help/check_x.help",
          "Usage: check_x [OPTION]...\nLooks.\n\nOptions:\n"
          "  -e, --endpoint URL          what to look at\n\nExamples:\n  check_x -e [x]\n"}}};
    EXPECT_EQ(
        render_page(sources),
        ".\\\" Made from --help and the texts in man/ while the suite was built: change those.\n"
        ".TH CHECK_X 1 \"\" \"fedcloud\\-probes 1.2.3\" \"EGI Federated Cloud\"\n"
        ".ad l\n"
        ".SH NAME\ncheck_x \\- does x work?\n"
        ".SH SYNOPSIS\n\\fBcheck_x\\fR [\\fIOPTION\\fR]...\n"
        ".SH DESCRIPTION\nLooks.\n"
        ".SH OPTIONS\n"
        ".TP\n\\fB\\-e\\fR, \\fB\\-\\-endpoint\\fR \\fIURL\\fR\nwhat to look at\n"
        ".SH FILES\nkept\n"
        ".SH EXAMPLES\n.EX\ncheck_x \\-e [x]\n.EE\n");
}

TEST(Schema, MembersHaveTypeBoundsAndText) {
    const auto page = describe_members(
        R"({"title": "Sample", "description": "A file.", "required": ["format"],
            "properties": {
              "format": {"const": 1, "type": "integer", "description": "the form"},
              "limit": {"anyOf": [{"type": "null"}, {"$ref": "#/definitions/small"}], "description": "a limit"},
              "things": {"type": ["array", "null"], "items": {"$ref": "#/definitions/thing"}, "description": "all"}},
            "definitions": {
              "small": {"type": "integer", "minimum": 1, "maximum": 9},
              "thing": {"type": "object", "description": "One.", "properties": {"kind": {"enum": ["a", "b"], "description": "which"}}}}})",
        "sample.json");
    EXPECT_EQ(page,
              ".SS Sample\nA file.\n"
              ".TP\n\\fBformat\\fR (integer, always 1, required)\nthe form\n"
              ".TP\n\\fBlimit\\fR (integer, 1 to 9)\na limit\n"
              ".TP\n\\fBthings\\fR (array of objects)\nall\n"
              ".SS Members of each thing\nOne.\n"
              ".TP\n\\fBkind\\fR (\"a\" or \"b\")\nwhich\n");
}

TEST(PageDeathTest, AMistakeInTheSourcesEndsTheBuild) {
    const auto page = [](const std::string& text) {
        return PageSources{"x", "5", "1", "", {{"man/x.h2m", text}}};
    };
    EXPECT_EXIT(render_page(page("text\n")), testing::ExitedWithCode(3),
                "before the first section");
    EXPECT_EXIT(render_page(page("[NAME]\nx\n[WRONG]\ny\n")), testing::ExitedWithCode(3), "WRONG");
    EXPECT_EXIT(render_page(page("[NAME]\n@members x.json\n")), testing::ExitedWithCode(3),
                "x.json");
    EXPECT_EXIT(describe_members(R"({"properties": {"a": {"type": "string"}}})", "y.json"),
                testing::ExitedWithCode(3), "y.json: the member a has no description");
}

}  // namespace
}  // namespace fedcloud::manual
