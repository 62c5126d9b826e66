// The host that -H names.
#pragma once

#include <string>

#include "plugin/common_options.hpp"
#include "plugin/fault.hpp"

namespace fedcloud::net {

// In lower case; empty if there is none. What is no host name is ours to mend.
plugin::Checked<std::string> given_host(const plugin::CommonOptions& common);

}  // namespace fedcloud::net
