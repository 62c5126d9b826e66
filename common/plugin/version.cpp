#include "plugin/version.hpp"

#include <fmt/format.h>

#include "commit.hpp"

namespace fedcloud::plugin {

std::string version_text(std::string_view program) {
    return version_text(program, FEDCLOUD_VERSION, build_commit);
}

std::string version_text(std::string_view program, std::string_view version,
                         std::string_view commit) {
    auto text = fmt::format("{} (fedcloud-probes) {}", program, version);
    if (!commit.empty()) {
        text += fmt::format(" (commit {})", commit);
    }
    return text + '\n';
}

}  // namespace fedcloud::plugin
