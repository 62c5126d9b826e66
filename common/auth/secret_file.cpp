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

namespace {

// What is wrong with a file, before a byte of it is read; empty if nothing is.
std::string judge_kind(const struct stat& status) {
    if (S_ISDIR(status.st_mode)) {
        return "is a folder, not a file";
    }
    return S_ISREG(status.st_mode) ? "" : "is not a regular file";
}

std::string judge(const struct stat& status, Owner owner) {
    if (auto why = judge_kind(status); !why.empty()) {
        return why;
    }
    if (owner == Owner::ourselves && status.st_uid != geteuid()) {
        return fmt::format(
            "belongs to another user (uid {}): name it by --proxy if it is to be "
            "used",
            status.st_uid);
    }
    const auto mode = status.st_mode & 07777U;
    if ((status.st_mode & S_IROTH) != 0) {
        return fmt::format(
            "can be read by everybody (mode {:04o}): chmod 600 it, and have its "
            "content renewed",
            mode);
    }
    // A group may read it (root:nagios 0640 is common), but who can write it can speak for us.
    if ((status.st_mode & (S_IWOTH | S_IWGRP)) != 0) {
        return fmt::format("can be written by others (mode {:04o}): chmod 600 it", mode);
    }
    return "";
}

Expected<std::string, std::string> read_all(int file) {
    constexpr std::size_t largest = 1U << 20U;
    std::string content;
    std::array<char, 16384> buffer{};
    for (;;) {
        const auto count = read(file, buffer.data(), buffer.size());
        if (count < 0) {
            return Unexpected{std::string(strerror(errno))};
        }
        if (count == 0) {
            break;
        }
        content.append(buffer.data(), static_cast<std::size_t>(count));
        if (content.size() > largest) {
            return Unexpected{std::string("is larger than 1 MiB")};
        }
    }
    if (content.empty()) {
        return Unexpected{std::string("is empty")};
    }
    return content;
}

}  // namespace

namespace {

using Judge = std::string (*)(const struct stat&, Owner);

Checked<std::string> read_judged(const std::string& path, const std::string& what, Owner owner,
                                 Judge judge_it) {
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
    if (const auto why = judge_it(status, owner); !why.empty()) {
        return refuse(why);
    }
    auto content = read_all(file.fd());
    if (!content) {
        return refuse(content.error());
    }
    return std::move(*content);
}

}  // namespace

Checked<std::string> read_secret_file(const std::string& path, const std::string& what,
                                      Owner owner) {
    return read_judged(path, what, owner, judge);
}

Checked<std::string> read_public_file(const std::string& path, const std::string& what) {
    return read_judged(path, what, Owner::anybody,
                       [](const struct stat& status, Owner) { return judge_kind(status); });
}

}  // namespace fedcloud::auth
