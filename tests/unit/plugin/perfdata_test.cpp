// Performance data as the engines read it.
#include "plugin/perfdata.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace fedcloud::plugin {
namespace {

TEST(Perfdata, LeavesEmptyFieldsAtTheEndOut) {
    EXPECT_EQ(render(Perfdata{"time", 0.012, "s"}), "time=0.012s");
    Perfdata full{"boot", 21.4, "s", {*Range::parse("60"), *Range::parse("120")}, 0, 300};
    EXPECT_EQ(render(full), "boot=21.4s;60;120;0;300");
    full.thresholds = {};
    EXPECT_EQ(render(full), "boot=21.4s;;;0;300");
    full.max.reset();
    full.min.reset();
    full.thresholds.critical = Range::parse("@1:2").value();
    EXPECT_EQ(render(full), "boot=21.4s;;@1:2");
}

TEST(Perfdata, QuotesALabelThatNeedsIt) {
    EXPECT_EQ(render(Perfdata{"a b", 1, ""}), "'a b'=1");
    EXPECT_EQ(render(Perfdata{"it's", 1, ""}), "'it''s'=1");
    EXPECT_EQ(render(Perfdata{"a=b|c\n", 1, ""}), "'a_b_c_'=1");
    EXPECT_EQ(render(Perfdata{"", 1, ""}), "''=1");
}

TEST(Perfdata, UndeterminedHasNoUnit) {
    EXPECT_EQ(render(Perfdata{"x", NAN, "s"}), "x=U");
}

TEST(Perfdata, SecondsAreRoundedToWhatCanBeTold) {
    EXPECT_EQ(render(Perfdata::seconds("t", Duration(1.23456789))), "t=1.235s");
    EXPECT_EQ(render(Perfdata::seconds("t", Duration(0.000194689))), "t=0.000195s");
}

TEST(Perfdata, SeparatedByOneBlank) {
    EXPECT_EQ(render({Perfdata::count("a", 1), Perfdata::count("b", 2)}), "a=1 b=2");
}

}  // namespace
}  // namespace fedcloud::plugin
