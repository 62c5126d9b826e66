#include "cleanup/instance.hpp"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <optional>

#include "cleanup/name.hpp"
#include "plugin/file_descriptor.hpp"
#include "plugin/state_folder.hpp"

namespace fedcloud::cleanup {
namespace {

using plugin::Checked;
using plugin::Fault;

constexpr std::size_t digits = 16;

Fault broken(const std::string& path, const std::string& why) {
    return Fault::ours(fmt::format("{}: {}", path, why));
}

Checked<std::optional<std::string>> read_id(const std::string& path) {
    const plugin::FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.fd() < 0) {
        if (errno == ENOENT) {
            return std::optional<std::string>();
        }
        return Unexpected{broken(path, plugin::explain(errno, path))};
    }
    // Whoever could have made it would decide what of others' is taken for ours.
    struct stat status {};
    if (fstat(file.fd(), &status) != 0 || !S_ISREG(status.st_mode) ||
        (status.st_uid != geteuid() && status.st_uid != 0)) {
        return Unexpected{broken(path,
                                 "is no file of our own user's: remove it, or give another "
                                 "--state-dir")};
    }
    std::array<char, 64> buffer{};
    const auto count = read(file.fd(), buffer.data(), buffer.size());
    const std::string id(buffer.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    if (id.size() != digits + 1 || id.back() != '\n' ||
        id.find_first_not_of("0123456789abcdef") != digits) {
        return Unexpected{broken(path,
                                 "does not hold the name of this monitoring instance (16 "
                                 "hexadecimal digits): remove it once no leftover of it remains")};
    }
    return std::optional(id.substr(0, digits));
}

// Written whole beside it and then linked: of two first runs at once, one wins and both agree.
Checked<void> write_id(const std::string& path, const std::string& id) {
    const auto draft = fmt::format("{}.{}", path, random_hex(8));
    const plugin::FileDescriptor file(
        open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640));
    const auto line = id + '\n';
    const bool written =
        file.fd() >= 0 &&
        write(file.fd(), line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
        fsync(file.fd()) == 0;
    const bool linked = written && (link(draft.c_str(), path.c_str()) == 0 || errno == EEXIST);
    const int error = errno;
    unlink(draft.c_str());
    if (!linked) {
        return Unexpected{broken(path, strerror(error))};
    }
    return {};
}

}  // namespace

Checked<Instance> find_instance(const std::string& folder) {
    const auto path = folder + "/instance-id";
    auto known = read_id(path);
    if (!known) {
        return Unexpected{known.error()};
    }
    if (*known) {
        return Instance{**known, false};
    }
    const auto id = random_hex(digits / 2);
    if (auto written = write_id(path, id); !written) {
        return Unexpected{written.error()};
    }
    known = read_id(path);
    if (!known) {
        return Unexpected{known.error()};
    }
    if (!*known) {
        return Unexpected{broken(path, "was removed while it was being made")};
    }
    return Instance{**known, **known == id};
}

}  // namespace fedcloud::cleanup
