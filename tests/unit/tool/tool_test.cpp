// What a person at a terminal, and a script behind a pipe, see of a tool; and how a tool fails.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <new>
#include <stdexcept>

#include "plugin/file_descriptor.hpp"
#include "tool/program.hpp"

namespace fedcloud::tool {
namespace {

using plugin::FileDescriptor;

std::string content(const FileDescriptor& file) {
    std::array<char, 65536> buffer{};
    const auto count = pread(file.fd(), buffer.data(), buffer.size(), 0);
    return {buffer.data(), count > 0 ? static_cast<std::size_t>(count) : 0};
}

// A tool whose output goes to files.
struct Files {
    FileDescriptor out{memfd_create("out", MFD_CLOEXEC)};
    FileDescriptor error{memfd_create("error", MFD_CLOEXEC)};
    Terminal terminal{out.fd(), error.fd()};
};

// The two ends of a terminal: what is written to `inside` is what a person sees at `screen`.
struct Screen {
    FileDescriptor screen{posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)};
    FileDescriptor inside;

    Screen() {
        EXPECT_EQ(grantpt(screen.fd()), 0);
        EXPECT_EQ(unlockpt(screen.fd()), 0);
        const char* name = ptsname(screen.fd());
        inside = FileDescriptor(open(name == nullptr ? "" : name, O_RDWR | O_NOCTTY | O_CLOEXEC));
        termios plain{};
        EXPECT_EQ(tcgetattr(inside.fd(), &plain), 0);
        cfmakeraw(&plain);  // no line feed becomes two characters
        EXPECT_EQ(tcsetattr(inside.fd(), TCSANOW, &plain), 0);
    }
    // What is there once it is as much as is awaited: what is written to a terminal arrives a
    // little later, and in parts.
    std::string seen(std::size_t awaited) const {
        std::string text;
        std::array<char, 4096> buffer{};
        pollfd ready{screen.fd(), POLLIN, 0};
        while (poll(&ready, 1, text.size() < awaited ? 10'000 : 0) == 1) {
            const auto count = read(screen.fd(), buffer.data(), buffer.size());
            if (count <= 0) {
                break;
            }
            text.append(buffer.data(), static_cast<std::size_t>(count));
        }
        return text;
    }
    void shows(const std::string& text) const { EXPECT_EQ(seen(text.size()), text); }
};

TEST(Terminal, ProgressIsForAPersonAndWrittenOver) {
    const Screen screen;
    const FileDescriptor out(memfd_create("out", MFD_CLOEXEC));
    Terminal terminal(out.fd(), screen.inside.fd());
    terminal.progress("page 1");
    screen.shows("page 1");
    terminal.progress("page 2");
    screen.shows("\r\x1b[Kpage 2");
    terminal.tell("warning: x");
    screen.shows("\r\x1b[Kwarning: x\n");
    terminal.tell("warning: y");
    screen.shows("warning: y\n");  // there was nothing to be written over
    terminal.progress("page 3");
    EXPECT_TRUE(terminal.flush());
    screen.shows("page 3\r\x1b[K");  // nothing is left behind at the end
}

TEST(Terminal, AFileGetsNoProgress) {
    Files files;
    files.terminal.progress("page 1");
    files.terminal.tell("warning: x");
    EXPECT_EQ(content(files.error), "warning: x\n");
}

TEST(Terminal, ResultsComeAtTheEndAndOnce) {
    Files files;
    files.terminal.print("one ");
    files.terminal.print("two\n");
    EXPECT_EQ(content(files.out), "");
    EXPECT_TRUE(files.terminal.flush());
    EXPECT_TRUE(files.terminal.flush());
    EXPECT_EQ(content(files.out), "one two\n");
}

TEST(Conclusion, OfARunThatWentWell) {
    Files files;
    files.terminal.print("result\n");
    EXPECT_EQ(conclude(files.terminal, "tool diff", Exit::something_to_tell), 1);
    EXPECT_EQ(content(files.out), "result\n");
    EXPECT_EQ(content(files.error), "");
}

TEST(Conclusion, OfAFailureHasNoResults) {
    Files files;
    files.terminal.print("half of it\n");
    EXPECT_EQ(conclude(files.terminal, "tool pull", Unexpected{std::string("no disk")}), 3);
    EXPECT_EQ(content(files.out), "");
    EXPECT_EQ(content(files.error), "tool pull: no disk\n");
}

TEST(Conclusion, ResultsThatCannotBeWrittenAreAFailure) {
    const FileDescriptor full(open("/dev/full", O_WRONLY | O_CLOEXEC));
    const FileDescriptor error(memfd_create("error", MFD_CLOEXEC));
    Terminal terminal(full.fd(), error.fd());
    terminal.print("result\n");
    EXPECT_EQ(conclude(terminal, "tool show", Exit::done), 3);
    EXPECT_EQ(content(error), "tool show: the results could not be written\n");
}

TEST(Guard, TurnsWhatIsThrownIntoAMessage) {
    Files files;
    EXPECT_EQ(guard(files.terminal, "tool", [] { return 1; }), 1);
    EXPECT_EQ(guard(files.terminal, "tool", []() -> int { throw std::bad_alloc(); }), 3);
    EXPECT_EQ(
        guard(files.terminal, "tool", []() -> int { throw std::runtime_error("a\x1b[2Jb\nc"); }),
        3);
    const auto told = content(files.error);
    EXPECT_EQ(told.rfind("tool: out of memory\ntool: internal error: a", 0), 0U) << told;
    EXPECT_EQ(told.find('\x1b'), std::string::npos) << "text from outside is cleaned";
    EXPECT_EQ(std::count(told.begin(), told.end(), '\n'), 2) << told;
}

TEST(Warnings, OfWhichThereAreTooManyAreCounted) {
    Files files;
    warn(files.terminal, std::vector<std::string>(100, "x"));
    EXPECT_EQ(content(files.error).find("more like these"), std::string::npos);
    Files more;
    warn(more.terminal, std::vector<std::string>(103, "x"));
    const auto told = content(more.error);
    EXPECT_EQ(std::count(told.begin(), told.end(), '\n'), 101) << told;
    EXPECT_NE(told.find("warning: and 3 more like these\n"), std::string::npos) << told;
}

}  // namespace
}  // namespace fedcloud::tool
