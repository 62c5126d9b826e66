// A probe that cannot become the program beside it.
#include "page/hand_over.hpp"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>

namespace fedcloud::page {
namespace {

TEST(HandOver, ToWhatIsNotInstalledIsOurFaultAndNamesTheFile) {
    std::string name = "check_x";
    const std::array<char*, 2> argv{name.data(), nullptr};
    const auto fault = hand_over("check_x.fetch", argv.data());
    EXPECT_EQ(fault.blame, plugin::Blame::ours);
    const auto folder = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    EXPECT_EQ(fault.text, "incomplete installation: cannot run " + folder.string() +
                              "/check_x.fetch, which does the downloading: No such file or "
                              "directory");
}

TEST(HandOver, IsToTheFileBesideTheProgramAndNotInThePath) {
    std::string name = "true";
    const std::array<char*, 2> argv{name.data(), nullptr};
    EXPECT_NE(hand_over("true", argv.data()).text.find("/true, which does"), std::string::npos);
}

}  // namespace
}  // namespace fedcloud::page
