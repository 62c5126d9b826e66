#include "plugin/cache_file.hpp"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <utility>

#include "plugin/output_file.hpp"

namespace fedcloud::plugin {
namespace {

Unexpected<std::string> cannot(std::string_view action, const std::string& path) {
    return Unexpected{fmt::format("cannot {} {}: {}", action, path, strerror(errno))};
}

}  // namespace

CacheFile::CacheFile(const std::string& folder, const std::string& name, mode_t mode)
    : path_(folder + '/' + name), mode_(mode) {}

std::optional<std::string> CacheFile::read(std::size_t largest) const {
    const FileDescriptor file(
        open(path_.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY));
    struct stat status {};
    if (file.fd() < 0 || fstat(file.fd(), &status) != 0 || !S_ISREG(status.st_mode) ||
        static_cast<std::size_t>(status.st_size) > largest) {
        return std::nullopt;
    }
    // A secret that others could have read or put there is not ours any more.
    const bool secret = (mode_ & 077U) == 0;
    if (secret && ((status.st_mode & 077U) != 0 || status.st_uid != geteuid())) {
        return std::nullopt;
    }
    std::string content;
    std::array<char, 16384> buffer{};
    ssize_t count = 0;
    while ((count = ::read(file.fd(), buffer.data(), buffer.size())) > 0) {
        content.append(buffer.data(), static_cast<std::size_t>(count));
        if (content.size() > largest) {
            return std::nullopt;
        }
    }
    return count < 0 ? std::nullopt : std::optional(std::move(content));
}

Expected<void, std::string> CacheFile::lock(const Until& until) {
    const auto path = path_ + ".lock";
    FileDescriptor file(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode_));
    if (file.fd() < 0) {
        return cannot("open", path);
    }
    const auto locking = wait_for_lock(file.fd(), until);
    if (locking == Locking::failed) {
        return cannot("lock", path);
    }
    if (locking != Locking::done) {
        return Unexpected{fmt::format("{} stays locked by another run", path)};
    }
    lock_ = std::move(file);
    return {};
}

void CacheFile::unlock() {
    if (draft_.fd() >= 0) {  // reserved, and not needed
        unlink((path_ + ".new").c_str());
        draft_ = FileDescriptor();
    }
    lock_ = FileDescriptor();
}

Expected<void, std::string> CacheFile::open_draft() {
    const auto draft = path_ + ".new";
    unlink(draft.c_str());  // a killed run's; also so that its mode is ours from the beginning
    draft_ = FileDescriptor(
        open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode_));
    if (draft_.fd() < 0) {
        return cannot("make", draft);
    }
    return {};
}

Expected<void, std::string> CacheFile::reserve(std::size_t bytes) {
    if (auto made = open_draft(); !made) {
        return made;
    }
    if (const int error = posix_fallocate(draft_.fd(), 0, static_cast<off_t>(bytes)); error != 0) {
        errno = error;
        const auto told = cannot("write", path_ + ".new");
        unlink((path_ + ".new").c_str());
        draft_ = FileDescriptor();
        return told;
    }
    return {};
}

Expected<void, std::string> CacheFile::replace(const std::string& content) {
    const auto draft = path_ + ".new";
    if (draft_.fd() < 0) {
        if (auto made = open_draft(); !made) {
            return made;
        }
    }
    const FileDescriptor file = std::move(draft_);
    draft_ = FileDescriptor();
    const bool written = write_all(file.fd(), content) &&
                         ftruncate(file.fd(), static_cast<off_t>(content.size())) == 0 &&
                         fsync(file.fd()) == 0;
    if (!written) {
        const auto error = cannot("write", draft);
        unlink(draft.c_str());
        return error;
    }
    if (rename(draft.c_str(), path_.c_str()) != 0) {
        const auto error = cannot("replace", path_);
        unlink(draft.c_str());
        return error;
    }
    return {};
}

}  // namespace fedcloud::plugin
