// Files that hold something secret, read once and with care.
#pragma once

#include <string>

#include "plugin/fault.hpp"

namespace fedcloud::auth {

enum class Owner {
    anybody,
    ourselves,  // for a file whose name anybody could have taken first, such as one in /tmp
};

// The content of `path`, which must be a regular file of at most 1 MiB that others can neither read
// nor write. `what` names it in messages ("proxy", "password file"). Every fault is ours. A FIFO or
// a device put in its place does not hang the probe.
plugin::Checked<std::string> read_secret_file(const std::string& path, const std::string& what,
                                              Owner owner = Owner::anybody);

// The same for a file that everybody may read, such as a certificate without its key.
plugin::Checked<std::string> read_public_file(const std::string& path, const std::string& what);

// The last component of a path: enough for an operator, and short.
std::string file_name(const std::string& path);

}  // namespace fedcloud::auth
