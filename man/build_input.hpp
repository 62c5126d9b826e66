// Files that are read while the suite is built, and what is wrong with them.
#pragma once

#include <string>

namespace fedcloud::manual {

// Tells "PATH: WHY" and ends the build.
[[noreturn]] void fail(const std::string& path, const std::string& why);

// A whole file, which must not be empty.
std::string read_file(const std::string& path);

}  // namespace fedcloud::manual
