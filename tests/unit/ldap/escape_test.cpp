// Escaping, against the parser of libldap: what was put in comes out.
#include <gtest/gtest.h>
#include <ldap.h>

#include <string>
#include <vector>

#include "ldap/dn.hpp"
#include "ldap/escape.hpp"

namespace fedcloud::ldap {
namespace {

using namespace std::string_literals;

const std::vector<std::string>& awkward() {
    static const std::vector<std::string> values{
        "EXAMPLE-SITE", "Izola MRF", " x ",   "#x",          "a#b", "a,b",  "a+b",  "a\"b",
        "a\\b",         "a<b>c",     "a;b",   "a=b",         "*",   "(a*)", "\\2a", "Žilina",
        "\xff\xfe",     "a\nb",      "a\0b"s, "o=glue,o=x)", "\\",  "  ",   " ",
    };
    return values;
}

std::string unescape(const std::string& text) {
    std::string value;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\') {
            value += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
            i += 2;
        } else {
            value += text[i];
        }
    }
    return value;
}

TEST(Escape, ValuesOfADn) {
    EXPECT_EQ(escape_dn_value("EXAMPLE-SITE"), "EXAMPLE-SITE");
    EXPECT_EQ(escape_dn_value("Izola MRF"), "Izola MRF");
    EXPECT_EQ(escape_dn_value(" a "), "\\20a\\20");
    EXPECT_EQ(escape_dn_value("#a#"), "\\23a#");
    EXPECT_EQ(escape_dn_value("a,b=c\\"), "a\\2cb\\3dc\\5c");
    EXPECT_EQ(escape_dn_value("(*)"), "(*)");
    for (const auto& value : awkward()) {
        const auto dn =
            parse_dn("GLUE2GroupID=cloud,GLUE2DomainID=" + escape_dn_value(value) + ",o=glue");
        ASSERT_TRUE(dn) << value;
        ASSERT_EQ(dn->size(), 3U) << value;
        EXPECT_EQ((*dn)[1].value, value);
    }
}

TEST(Escape, ValuesOfAFilter) {
    EXPECT_EQ(escape_filter_value("Izola MRF"), "Izola MRF");
    EXPECT_EQ(escape_filter_value("(a*)\\"), "\\28a\\2a\\29\\5c");
    EXPECT_EQ(escape_filter_value("a\0"s), "a\\00");
    EXPECT_EQ(escape_filter_value("#,="), "#,=");
    for (const auto& value : awkward()) {
        EXPECT_EQ(unescape(escape_filter_value(value)), value);
        // The library's own, which writes capital digits.
        std::string copy = value;
        berval in{copy.size(), copy.data()};
        berval out{};
        ASSERT_EQ(ldap_bv2escaped_filter_value(&in, &out), LDAP_SUCCESS);
        EXPECT_EQ(unescape({out.bv_val, out.bv_len}), value);
        EXPECT_EQ(escape_filter_value(value).size(), out.bv_len);
        ldap_memfree(out.bv_val);
    }
}

}  // namespace
}  // namespace fedcloud::ldap
