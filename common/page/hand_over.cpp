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
    // An upgrade while this runs adds " (deleted)", behind the folder.
    const std::string path(self.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
    const auto folder = path.substr(0, path.rfind('/') + 1);
    // Without /proc there is no folder: then a path that cannot be run, for the message to name.
    const auto target = (folder.empty() ? "/proc/self/exe/../" : folder) + sibling;
    execv(target.c_str(), argv);
    return Fault::ours(
        fmt::format("incomplete installation: cannot run {}, which does the "
                    "downloading: {}",
                    target, strerror(errno)));
}

}  // namespace fedcloud::page
