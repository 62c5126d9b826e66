#include "page/hand_over.hpp"

#include <errno.h>
#include <fmt/format.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include <array>

namespace fedcloud::page {

using plugin::Fault;

Fault hand_over(const std::string& sibling, char* const* argv) {
    std::array<char, PATH_MAX> self{};
    const auto length = readlink("/proc/self/exe", self.data(), self.size());
    if (length <= 0 || static_cast<std::size_t>(length) == self.size()) {
        return Fault::ours(
            fmt::format("cannot tell where this program lies, so as to find {}: "
                        "/proc/self/exe: {}",
                        sibling, strerror(errno)));
    }
    // An upgrade while this runs adds " (deleted)", behind the folder.
    const std::string path(self.data(), static_cast<std::size_t>(length));
    const auto target = path.substr(0, path.rfind('/') + 1) + sibling;
    execv(target.c_str(), argv);
    return Fault::ours(
        fmt::format("incomplete installation: cannot run {}, which does the "
                    "downloading: {}",
                    target, strerror(errno)));
}

}  // namespace fedcloud::page
