#include "locked_folder.hpp"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string_view>
#include <utility>

#include "plugin/output_file.hpp"
#include "plugin/state_folder.hpp"

namespace fedcloud::profiles {
namespace {

using plugin::FileDescriptor;

// No encoded name begins with a '.', so that no site's file can be taken for one of these.
constexpr auto lock_name = ".lock";
constexpr std::string_view draft_end = ".json.new";

std::string draft_of(const std::string& name) {
    return '.' + name + ".new";
}

bool is_draft(std::string_view name) {
    return name.front() == '.' && name.size() > draft_end.size() &&
           name.substr(name.size() - draft_end.size()) == draft_end;
}

bool is_root(const plugin::FileDescriptor& folder) {
    struct stat ours {};
    struct stat root {};
    return fstat(folder.fd(), &ours) == 0 && stat("/", &root) == 0 && ours.st_dev == root.st_dev &&
           ours.st_ino == root.st_ino;
}

// The nearest one that is there.
std::string existing_part_of(const std::string& path) {
    std::filesystem::path folder(path);
    std::error_code error;
    while (!std::filesystem::exists(folder, error) && folder.has_relative_path()) {
        folder = folder.parent_path();
    }
    return folder.empty() ? "." : folder.string();
}

// With the way to it: probes run as other users.
Expected<void, std::string> make_folder(const std::string& path) {
    const auto there = existing_part_of(path);
    if (auto judged = plugin::judge_owner_for_root(there, "--profile-dir"); !judged) {
        return Unexpected{fmt::format("--profile-dir {}: {}{}", path,
                                      there == path ? "" : there + ": ", judged.error())};
    }
    if (auto made = plugin::make_public_folders(path); !made) {
        return Unexpected{fmt::format("--profile-dir {}: {}", path, made.error())};
    }
    return {};
}

Expected<void, std::string> lock_file(int file, const std::string& path,
                                      const plugin::Until& until) {
    switch (plugin::wait_for_lock(file, until)) {
        case plugin::Locking::done:
            return {};
        case plugin::Locking::busy:
            return Unexpected{fmt::format("{} stays locked by another pull", path)};
        case plugin::Locking::interrupted:
            return Unexpected{std::string("interrupted")};
        case plugin::Locking::failed:
            break;
    }
    return Unexpected{fmt::format("cannot lock {}: {}", path, strerror(errno))};
}

}  // namespace

LockedFolder::LockedFolder(std::string path, FileDescriptor folder, FileDescriptor lock)
    : path_(std::move(path)), folder_(std::move(folder)), lock_(std::move(lock)) {}

Expected<LockedFolder, std::string> LockedFolder::open(const std::string& path,
                                                       const plugin::Until& until) {
    if (auto made = make_folder(path); !made) {
        return Unexpected{made.error()};
    }
    FileDescriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (is_root(folder)) {
        return Unexpected{fmt::format(
            "--profile-dir {}: the root of all folders is no place for profiles", path)};
    }
    const auto lock_path = path + '/' + lock_name;
    constexpr mode_t mode = 0644;
    FileDescriptor lock(folder.fd() < 0 ? -1
                                        : openat(folder.fd(), lock_name,
                                                 O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode));
    if (lock.fd() < 0) {
        const int number = errno;
        struct stat status {};
        const bool locked = lstat(lock_path.c_str(), &status) == 0;  // by whom, then, tells more
        return Unexpected{fmt::format("--profile-dir: cannot write in {}: {}", path,
                                      plugin::explain(number, locked ? lock_path : path))};
    }
    if (auto locked = lock_file(lock.fd(), lock_path, until); !locked) {
        return Unexpected{locked.error()};
    }
    return LockedFolder(path, std::move(folder), std::move(lock));
}

std::string LockedFolder::error(const char* action, const std::string& name) const {
    const int number = errno;
    return fmt::format("cannot {} {}/{}: {}", action, path_, name, plugin::explain(number, path_));
}

void LockedFolder::drop_drafts() const {
    namespace fs = std::filesystem;
    std::error_code error;
    for (fs::directory_iterator entry(path_, error); !error && entry != fs::directory_iterator();
         entry.increment(error)) {
        const auto name = entry->path().filename().string();
        if (is_draft(name)) {
            unlinkat(folder_.fd(), name.c_str(), 0);
        }
    }
}

Expected<void, std::string> LockedFolder::write_draft(const std::string& name,
                                                      const std::string& content) const {
    constexpr mode_t mode = 0644;
    const auto draft = draft_of(name);
    const FileDescriptor file(openat(folder_.fd(), draft.c_str(),
                                     O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
    if (file.fd() < 0) {
        return Unexpected{error("make", draft)};
    }
    if (fchmod(file.fd(), mode) != 0 || !plugin::write_all(file.fd(), content)) {
        return Unexpected{error("write", draft)};
    }
    return {};
}

// What can be known before the first file is touched.
Expected<void, std::string> LockedFolder::write_drafts(const FolderUpdate& update) const {
    for (const auto& [name, content] : update.files) {
        struct stat status {};
        if (fstatat(folder_.fd(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISDIR(status.st_mode)) {
            errno = EISDIR;
            return Unexpected{error("replace", name)};
        }
        if (auto written = write_draft(name, content); !written) {
            return written;
        }
    }
    // Once for all, instead of an fsync(2) for each. It is here that a network file system tells of
    // a full disk.
    if (syncfs(folder_.fd()) != 0) {
        return Unexpected{error("write the drafts in", "")};
    }
    return {};
}

Expected<void, std::string> LockedFolder::apply(const FolderUpdate& update) const {
    drop_drafts();  // of a pull that was killed
    if (auto written = write_drafts(update); !written) {
        drop_drafts();
        return written;
    }
    for (const auto& [name, content] : update.files) {
        if (renameat(folder_.fd(), draft_of(name).c_str(), folder_.fd(), name.c_str()) != 0) {
            const auto failed = error("replace", name);
            drop_drafts();
            return Unexpected{failed + "; files before it by name are new, the others old"};
        }
    }
    for (const auto& name : update.removed) {
        if (unlinkat(folder_.fd(), name.c_str(), 0) != 0 && errno != ENOENT) {
            return Unexpected{error("remove", name)};
        }
    }
    fsync(folder_.fd());
    return {};
}

}  // namespace fedcloud::profiles
