#include "plugin/version.hpp"

#include <fmt/format.h>

namespace fedcloud::plugin {

std::string version_text(std::string_view program) {
    return fmt::format("{} (fedcloud-probes) {}\n", program, FEDCLOUD_VERSION);
}

}  // namespace fedcloud::plugin
