#include "nagios_text.hpp"

#include <gtest/gtest.h>

namespace fedcloud::config::nagios {
namespace {

TEST(NagiosText, WhatMeansSomethingIsFullWidth) {
    EXPECT_EQ(text("plain text, (brackets) [1] {2} a=b 50% #1 !"),
              "plain text, (brackets) [1] {2} a=b 50% #1 !");
    EXPECT_EQ(text("$USER1$"), "＄USER1＄");
    EXPECT_EQ(text("`id`;\"x\"'y'\\&<b>"), "｀id｀；＂x＂＇y＇＼＆＜b＞");
    EXPECT_EQ(text(" two\nlines\t and blanks "), "two lines and blanks");
    EXPECT_EQ(text("Universität"), "Universität");
    EXPECT_EQ(text("null"), "NULL");
    EXPECT_EQ(text(" \n "), "");
    EXPECT_LE(text(std::string(1000000, ';')).size(), 256U * 3);
}

TEST(NagiosText, WordsOfAnArgument) {
    EXPECT_EQ(argument({"-t", "300", "--site", "Izola%20MRF", "--x=1:2,3"}),
              "-t 300 --site Izola%20MRF --x=1:2,3");
    EXPECT_EQ(argument({"a b", "it's", "$USER1$", "!;", "", "\\"}),
              "'a b' 'it'\\''s' '$$USER1$$' '\\!\\;' '' '\\'");
    EXPECT_EQ(command_word("/a b/c!;$"), "'/a b/c!\\;$$'");
}

}  // namespace
}  // namespace fedcloud::config::nagios
