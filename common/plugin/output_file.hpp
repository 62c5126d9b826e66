// Files of ours that others read and lock: written whole, or not at all.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

#include "plugin/deadline.hpp"
#include "plugin/expected.hpp"

namespace fedcloud::plugin {

// All of it, however little write(2) takes at once. False: errno says why.
bool write_all(int file, std::string_view text);

// A file that must not be there yet, with `mode` whatever the umask; on the disk when this returns.
Expected<void, std::string> write_new_file(const std::string& path, std::string_view content,
                                           mode_t mode);
// By way of the draft `path`.new, so that a reader sees the old content or the new. What is there
// and is no regular file (a device, a link) stays, as an error.
Expected<void, std::string> replace_file(const std::string& path, std::string_view content,
                                         mode_t mode);

enum class Locking { done, busy, interrupted, failed };  // failed: errno says why
// flock(2) with LOCK_EX, which itself would wait without end.
Locking wait_for_lock(int file, const Until& until);

}  // namespace fedcloud::plugin
