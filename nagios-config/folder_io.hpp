// Files and folders of the generated configuration, one operation each, with errors for people.
#pragma once

#include <string>
#include <vector>

#include "plugin/expected.hpp"

namespace fedcloud::config {

using Done = Expected<void, std::string>;

// A new file, which must not be there yet, mode 0644; on the disk when this returns.
Done write_new_file(const std::string& path, const std::string& content);
// A new folder, mode 0755.
Done make_folder(const std::string& path);
// One that another user writes in, by name or number; ours, if we are not root or there is no such
// user.
Done make_folder_of(const std::string& path, const std::string& user);
// With everything in it, no symbolic link followed. Nothing there is fine.
Done remove_all(const std::string& path);
// What has been renamed in the folder is so after a power failure, too.
Done sync_folder(const std::string& path);
// Exchanges two names in one step (renameat2(2), RENAME_EXCHANGE: Linux 3.15; ext4, XFS, Btrfs,
// tmpfs, not NFS).
Done exchange_folders(const std::string& a, const std::string& b);
Done rename_new(const std::string& from, const std::string& to);

bool exists(const std::string& path);  // a dangling symbolic link does
bool is_real_folder(const std::string& path);
Expected<bool, std::string> is_empty_folder(const std::string& path);
// Relative paths of everything in it that is no folder, sorted.
Expected<std::vector<std::string>, std::string> list_files(const std::string& folder);

}  // namespace fedcloud::config
