// The version of the suite.
#pragma once

#include <string>
#include <string_view>

namespace fedcloud::plugin {

// What --version prints: "check_occi_tcp (fedcloud-probes) 0.1.0 (commit 0123456789ab)" and a line
// break. Behind the commit is "+changes" if what was built is not quite that; if nothing told the
// commit, there is none.
std::string version_text(std::string_view program);
std::string version_text(std::string_view program, std::string_view version,
                         std::string_view commit);

}  // namespace fedcloud::plugin
