// Where a server's references lead, and which template a name means.
#include "occi/client.hpp"

#include <gtest/gtest.h>

#include "occi/template.hpp"

namespace fedcloud::occi {
namespace {

// Nothing is sent here.
class NoExchange : public http::Exchange {
  public:
    Expected<http::Response, http::Failed> send(const http::Request&,
                                                const plugin::Until&) override {
        return Unexpected{http::Failed{plugin::Fault::ours("not to be sent"), false}};
    }
    plugin::Fault refused(const http::Response&, const std::string& what) const override {
        return plugin::Fault::service(what);
    }
};

class ClientTest : public testing::Test {
  protected:
    std::string locate(const std::string& endpoint, const std::string& reference) {
        NoExchange http;
        ClientSettings settings;
        settings.endpoint = *net::parse_url(endpoint);
        remarks.clear();
        const auto url = Client(http, settings).locate(reference, &remarks);
        return url ? url->to_string() : "refused";
    }

    std::vector<std::string> remarks;
};

TEST_F(ClientTest, LocationsStayAtTheEndpoint) {
    EXPECT_EQ(locate("https://h:1/", "/compute/x"), "https://h:1/compute/x");
    EXPECT_EQ(locate("https://h:1/", "https://h:1/compute/x"), "https://h:1/compute/x");
    EXPECT_TRUE(remarks.empty());
    // rOCCI-server 2 puts https and a host name from its configuration there.
    EXPECT_EQ(locate("http://h:1/", "https://h:1/compute/x"), "http://h:1/compute/x");
    EXPECT_EQ(locate("https://h:1/", "https://internal:3000/compute/x"), "https://h:1/compute/x");
    EXPECT_EQ(remarks.size(), 1U);
    EXPECT_EQ(locate("https://h:1/", "//evil.example.org/compute/x"), "https://h:1/compute/x");
}

TEST_F(ClientTest, APrefixIsKept) {
    EXPECT_EQ(locate("https://h/occi1.1", "/compute/x"), "https://h/occi1.1/compute/x");
    EXPECT_EQ(locate("https://h/occi1.1/", "/occi1.1/compute/x"), "https://h/occi1.1/compute/x");
    EXPECT_EQ(locate("https://h/occi", "/occi2/compute/x"), "https://h/occi/occi2/compute/x");
    EXPECT_EQ(locate("https://h/occi", "http://h/occi/compute/x"), "https://h/occi/compute/x");
}

TEST_F(ClientTest, UnusableLocations) {
    EXPECT_EQ(locate("https://h/", "https://u:p@h/x"), "refused");
    EXPECT_EQ(locate("https://h/", "/x\r\nEvil: 1"), "refused");
}

Category mixin(const std::string& term, const std::string& title,
               const std::string& scheme = "http://s/os_tpl#") {
    Category category;
    category.term = term;
    category.scheme = scheme;
    category.category_class = CategoryClass::mixin;
    category.title = title;
    category.rel = {std::string(os_tpl_id)};
    return category;
}

TEST(Template, ByIdentifierTermAndTitle) {
    const Model model{{mixin("cirros", "CirrOS 0.3"), mixin("Alma", "Alma 9"),
                       mixin("alma", "Alma 8"), mixin("t1", "Twice"), mixin("t2", "Twice"),
                       mixin("same", "A"), mixin("same", "B", "http://other/os_tpl#")}};
    const auto term_of = [&](const std::string& wanted) {
        const auto found = find_template(model, os_tpl_id, wanted);
        return found ? (*found)->scheme + (*found)->term : found.error();
    };
    EXPECT_EQ(term_of("http://s/os_tpl#cirros"), "http://s/os_tpl#cirros");
    EXPECT_EQ(term_of("cirros"), "http://s/os_tpl#cirros");
    EXPECT_EQ(term_of("os_tpl#cirros"), "http://s/os_tpl#cirros");
    EXPECT_EQ(term_of("cirros 0.3"), "http://s/os_tpl#cirros");
    EXPECT_EQ(term_of("alma"), "http://s/os_tpl#alma") << "exact before ignoring case";
    EXPECT_EQ(term_of("http://other/os_tpl#same"), "http://other/os_tpl#same");
    EXPECT_NE(term_of("Twice").find("is the name of 2: t1 ('Twice'), t2 ('Twice')"),
              std::string::npos);
    EXPECT_NE(term_of("same").find("is the name of 2"), std::string::npos);
    EXPECT_NE(term_of("ciros").find("nearest: cirros"), std::string::npos) << term_of("ciros");
    EXPECT_NE(term_of("Alma 9.1").find("nearest: Alma"), std::string::npos) << term_of("Alma 9.1");
}

}  // namespace
}  // namespace fedcloud::occi
