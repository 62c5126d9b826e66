// Files that hold something secret, read once and with care.
#pragma once

#include <string>

#include "plugin/fault.hpp"

namespace fedcloud::auth {

// The content of `path`, which must be a regular file of at most 1 MiB that others cannot read.
// `what` names it in messages ("proxy", "password file"). Every fault is ours. A FIFO or a device
// put in its place does not hang the probe.
plugin::Checked<std::string> read_secret_file(const std::string& path, const std::string& what);

// The last component of a path: enough for an operator, and short.
std::string file_name(const std::string& path);

}  // namespace fedcloud::auth
