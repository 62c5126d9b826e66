#include "folder_io.hpp"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "plugin/file_descriptor.hpp"
#include "plugin/number.hpp"
#include "plugin/output_file.hpp"
#include "plugin/state_folder.hpp"

namespace fedcloud::config {
namespace {

namespace fs = std::filesystem;

Unexpected<std::string> failed(std::string_view what, const std::string& path, int error) {
    return Unexpected{fmt::format("cannot {} {}: {}", what, path, plugin::explain(error, path))};
}

}  // namespace

Done write_new_file(const std::string& path, const std::string& content) {
    constexpr mode_t mode = 0644;  // the scheduler is another user
    return plugin::write_new_file(path, content, mode);
}

Done make_folder(const std::string& path) {
    constexpr mode_t mode = 0755;
    if (mkdir(path.c_str(), mode) != 0 || chmod(path.c_str(), mode) != 0) {
        return failed("make", path, errno);
    }
    return {};
}

Done make_folder_of(const std::string& path, const std::string& user) {
    if (auto done = make_folder(path); !done || geteuid() != 0) {
        return done;
    }
    const passwd* const entry = getpwnam(user.c_str());
    const auto uid = entry != nullptr ? entry->pw_uid : plugin::parse_integer<uid_t>(user);
    if (uid && lchown(path.c_str(), *uid, static_cast<gid_t>(-1)) != 0) {
        return failed("make", path, errno);
    }
    return {};
}

Done remove_all(const std::string& path) {
    std::error_code error;
    fs::remove_all(path, error);
    if (error) {
        return failed("remove", path, error.value());
    }
    return {};
}

Done sync_folder(const std::string& path) {
    const plugin::FileDescriptor folder(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.fd() < 0 || fsync(folder.fd()) != 0) {
        return failed("write", path, errno);
    }
    return {};
}

Done exchange_folders(const std::string& a, const std::string& b) {
    if (renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0) {
        return {};
    }
    if (errno == EINVAL || errno == ENOSYS || errno == EXDEV) {
        return Unexpected{fmt::format(
            "cannot exchange {} and {}: this file system has no such operation (NFS has none, nor "
            "has a container for folders of its image): choose an --output on a local one",
            a, b)};
    }
    return failed("exchange " + a + " and", b, errno);
}

Done rename_new(const std::string& from, const std::string& to) {
    if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) {
        return {};
    }
    return failed("rename " + from + " to", to, errno);
}

bool exists(const std::string& path) {
    struct stat status {};
    return lstat(path.c_str(), &status) == 0;
}

bool is_real_folder(const std::string& path) {
    struct stat status {};
    return lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

Expected<bool, std::string> is_empty_folder(const std::string& path) {
    std::error_code error;
    const bool empty = fs::is_empty(path, error);
    if (error) {
        return failed("read", path, error.value());
    }
    return empty;
}

Expected<std::vector<std::string>, std::string> list_files(const std::string& folder) {
    std::vector<std::string> files;
    std::error_code error;
    fs::recursive_directory_iterator entry(folder, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        std::error_code gone;
        if (!entry->is_directory(gone) || entry->is_symlink(gone)) {
            files.push_back(entry->path().lexically_relative(folder).string());
        }
    }
    if (error) {
        return failed("read", folder, error.value());
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace fedcloud::config
