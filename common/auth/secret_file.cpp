#include "auth/secret_file.hpp"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

#include "plugin/file_descriptor.hpp"

namespace fedcloud::auth {

using plugin::Checked;
using plugin::Fault;

std::string file_name(const std::string& path) {
    const auto slash = path.find_last_of('/');
    return slash == std::string::npos || slash + 1 == path.size() ? path : path.substr(slash + 1);
}

Checked<std::string> read_secret_file(const std::string& path, const std::string& what) {
    constexpr std::size_t largest = 1U << 20U;
    const auto refuse = [&](const std::string& why) {
        return Unexpected{Fault::ours(fmt::format("{} {}: {}", what, path, why))};
    };
    // O_NONBLOCK: opening a FIFO would otherwise wait for a writer.
    const plugin::FileDescriptor file(
        open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
    struct stat status {};
    if (file.fd() < 0 || fstat(file.fd(), &status) != 0) {
        return refuse(strerror(errno));
    }
    if (S_ISDIR(status.st_mode)) {
        return refuse("is a folder, not a file");
    }
    if (!S_ISREG(status.st_mode)) {
        return refuse("is not a regular file");
    }
    if ((status.st_mode & S_IROTH) != 0) {
        return refuse(
            fmt::format("can be read by everybody (mode {:04o}): chmod 600 it, and have "
                        "its content renewed",
                        status.st_mode & 07777U));
    }
    std::string content;
    std::array<char, 16384> buffer{};
    for (;;) {
        const auto count = read(file.fd(), buffer.data(), buffer.size());
        if (count < 0) {
            return refuse(strerror(errno));
        }
        if (count == 0) {
            break;
        }
        content.append(buffer.data(), static_cast<std::size_t>(count));
        if (content.size() > largest) {
            return refuse("is larger than 1 MiB");
        }
    }
    if (content.empty()) {
        return refuse("is empty");
    }
    return content;
}

}  // namespace fedcloud::auth
