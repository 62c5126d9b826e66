// The whole check: what a good server gets to see, and what is said of it.
#include "check_setup.hpp"

namespace fedcloud::cdmi {
namespace {

TEST_F(CheckTest, AGoodServer) {
    EXPECT_EQ(run(), State::ok) << output;
    EXPECT_TRUE(
        says("CDMI-CRUD OK - container and data objects created, read, changed and "
             "removed in "))
        << output;
    EXPECT_FALSE(says("deviation")) << output;
    expect_nothing_left();
    for (const auto* label :
         {"total=", "connect=", "tls=", "version=", "capabilities=", "cycle=", "create=", "write=",
          "read=", "update=", "metadata=", "list=", "delete=", "requests="}) {
        EXPECT_TRUE(says(std::string(" ") + label)) << label << output;
    }
}

}  // namespace
}  // namespace fedcloud::cdmi
