#include "plugin/input_file.hpp"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "plugin/file_descriptor.hpp"

namespace fedcloud::plugin {
namespace {

Unexpected<FileError> cannot_read(const std::string& path) {
    // A name that is too long is one that no file can have.
    const bool missing = errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG;
    return Unexpected{FileError{missing, fmt::format("cannot read {}: {}", path, strerror(errno))}};
}

Unexpected<FileError> unfit(const std::string& path, std::string_view why) {
    return Unexpected{FileError{false, fmt::format("cannot read {}: {}", path, why)}};
}

}  // namespace

Expected<std::string, FileError> read_input_file(const std::string& path, std::size_t largest) {
    const FileDescriptor file(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
    struct stat status {};
    if (file.fd() < 0 || fstat(file.fd(), &status) != 0) {
        return cannot_read(path);
    }
    if (!S_ISREG(status.st_mode)) {
        return unfit(path, "it is no regular file");
    }
    const auto too_large = fmt::format("it has more than {} bytes", largest);
    if (static_cast<std::size_t>(status.st_size) > largest) {
        return unfit(path, too_large);
    }
    // One byte more: the end is seen by the read that meets it. A file that grows is read on.
    std::string content(static_cast<std::size_t>(status.st_size) + 1, '\0');
    std::size_t size = 0;
    for (;;) {
        const auto count = ::read(file.fd(), content.data() + size, content.size() - size);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return cannot_read(path);
        }
        size += static_cast<std::size_t>(count);
        if (size > largest) {
            return unfit(path, too_large);
        }
        if (count == 0) {
            content.resize(size);
            return content;
        }
        if (size == content.size()) {
            content.resize(2 * size + 1);
        }
    }
}

}  // namespace fedcloud::plugin
