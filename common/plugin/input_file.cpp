#include "plugin/input_file.hpp"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

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

Unexpected<FileError> too_large(const std::string& path, std::size_t largest) {
    return unfit(path, fmt::format("it has more than {} bytes", largest));
}

// A file of `expected` bytes or so, `largest` at most. One that grows is read on, up to that.
Expected<FileBytes, FileError> read_all(int file, const std::string& path, std::size_t expected,
                                        std::size_t largest) {
    // One byte more: the end is seen by the read that meets it.
    std::size_t room = expected + 1;
    std::unique_ptr<char[]> bytes(new char[room]);  // not set to zero before it is read into
    std::size_t size = 0;
    while (size <= largest) {
        const auto count = ::read(file, bytes.get() + size, room - size);
        if (count == 0) {
            return FileBytes(std::move(bytes), size);
        }
        if (count < 0 && errno != EINTR) {
            return cannot_read(path);
        }
        size += count > 0 ? static_cast<std::size_t>(count) : 0;
        if (size == room) {
            room *= 2;
            std::unique_ptr<char[]> more(new char[room]);
            std::copy_n(bytes.get(), size, more.get());
            bytes = std::move(more);
        }
    }
    return too_large(path, largest);
}

}  // namespace

Expected<FileBytes, FileError> load_input_file(const std::string& path, std::size_t largest) {
    const FileDescriptor file(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
    struct stat status {};
    if (file.fd() < 0 || fstat(file.fd(), &status) != 0) {
        return cannot_read(path);
    }
    if (!S_ISREG(status.st_mode)) {
        return unfit(path, "it is no regular file");
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size > largest) {
        return too_large(path, largest);
    }
    return read_all(file.fd(), path, size, largest);
}

Expected<std::string, FileError> read_input_file(const std::string& path, std::size_t largest) {
    auto bytes = load_input_file(path, largest);
    if (!bytes) {
        return Unexpected{std::move(bytes.error())};
    }
    return std::string(bytes->view());
}

}  // namespace fedcloud::plugin
