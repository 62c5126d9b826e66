// The version of the suite.
#pragma once

#include <string>
#include <string_view>

namespace fedcloud::plugin {

// What --version prints: "check_occi_tcp (fedcloud-probes) 0.1.0" and a line break.
std::string version_text(std::string_view program);

}  // namespace fedcloud::plugin
