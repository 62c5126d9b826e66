// text/uri-list collections.
#include <gtest/gtest.h>

#include "occi/rendering.hpp"

namespace fedcloud::occi {
namespace {

TEST(UriList, ReadsLinesInTheirOrder) {
    auto read = parse_uri_list("http://h/compute/2\r\n/compute/1 \n\nurn:uuid:3");
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_EQ(*read, (std::vector<std::string>{"http://h/compute/2", "/compute/1", "urn:uuid:3"}));
}

TEST(UriList, PyssfWritesComments) {
    auto read = parse_uri_list("# uri:/compute/\nhttp://h/1\n#\n");
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, std::vector<std::string>{"http://h/1"});
}

TEST(UriList, MayBeEmpty) {
    auto read = parse_uri_list("");
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->empty());
}

struct Refused {
    std::string_view body;
    std::string_view where;
    std::string_view found;
};

// ooi answers the query interface with categories under this media type.
TEST(UriList, RefusesWhatIsNoUri) {
    const Refused cases[] = {{"/a\nentity; scheme=\"s#\"", "line 2, column 8", " scheme=\"s#\""},
                             {"OK", "line 1, column 1", "OK"},
                             {"<html>", "line 1, column 1", "<html>"},
                             {"/a\n\n/b c", "line 3, column 3", " c"},
                             {{"/a\0", 3}, "line 1, column 3", {"\0", 1}}};
    for (const Refused& refused : cases) {
        auto read = parse_uri_list(refused.body);
        ASSERT_FALSE(read) << refused.body;
        EXPECT_EQ(read.error().where, refused.where) << refused.body;
        EXPECT_EQ(read.error().expected, "a URL, or a path that begins with '/'");
        EXPECT_EQ(read.error().found, refused.found) << refused.body;
    }
}

}  // namespace
}  // namespace fedcloud::occi
