#include "plugin/output_file.hpp"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>

#include "plugin/file_descriptor.hpp"
#include "plugin/state_folder.hpp"

namespace fedcloud::plugin {
namespace {

Unexpected<std::string> cannot(std::string_view action, const std::string& path, int error) {
    return Unexpected{fmt::format("cannot {} {}: {}", action, path, explain(error, path))};
}

}  // namespace

bool write_all(int file, std::string_view text) {
    while (!text.empty()) {
        const auto count = write(file, text.data(), text.size());
        if (count < 0 && errno != EINTR) {
            return false;
        }
        text.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : 0);
    }
    return true;
}

Expected<void, std::string> write_new_file(const std::string& path, std::string_view content,
                                           mode_t mode) {
    const FileDescriptor file(
        open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
    if (file.fd() < 0 || fchmod(file.fd(), mode) != 0 || !write_all(file.fd(), content) ||
        fsync(file.fd()) != 0) {
        return cannot("write", path, errno);
    }
    return {};
}

Expected<void, std::string> replace_file(const std::string& path, std::string_view content,
                                         mode_t mode) {
    struct stat status {};
    if (lstat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) {
        return Unexpected{fmt::format("cannot replace {}: it is no regular file", path)};
    }
    const auto draft = path + ".new";
    unlink(draft.c_str());  // a killed run's
    if (auto written = write_new_file(draft, content, mode); !written) {
        unlink(draft.c_str());
        return written;
    }
    if (rename(draft.c_str(), path.c_str()) != 0) {
        const int error = errno;
        unlink(draft.c_str());
        return cannot("replace", path, error);
    }
    return {};
}

Locking wait_for_lock(int file, const Until& until) {
    constexpr auto pause = std::chrono::milliseconds(20);
    while (flock(file, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR) {
            return Locking::failed;
        }
        if (until.deadline.expired()) {
            return Locking::busy;
        }
        if (wait(until.at_most(pause)) == WaitResult::interrupted) {
            return Locking::interrupted;
        }
    }
    return Locking::done;
}

}  // namespace fedcloud::plugin
