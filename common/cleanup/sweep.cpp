#include "cleanup/sweep.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

#include "cleanup/name.hpp"
#include "plugin/file_descriptor.hpp"
#include "plugin/state_folder.hpp"

namespace fedcloud::cleanup {
namespace {

std::string stamp(const std::string& folder, const std::string& endpoint) {
    constexpr std::size_t longest = 200;
    const auto name = fit_for_name(endpoint);
    return folder + "/swept/" + name.substr(name.size() > longest ? name.size() - longest : 0);
}

}  // namespace

bool sweep_is_due(const std::string& folder, const std::string& endpoint,
                  std::chrono::seconds period) {
    struct stat status {};
    if (stat(stamp(folder, endpoint).c_str(), &status) != 0) {
        return true;
    }
    const auto age = time(nullptr) - status.st_mtime;
    return age < 0 || age > period.count();
}

void mark_swept(const std::string& folder, const std::string& endpoint) {
    if (!plugin::make_folders(folder + "/swept")) {
        return;
    }
    const plugin::FileDescriptor file(
        open(stamp(folder, endpoint).c_str(),
             O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0640));
    struct stat status {};
    if (file.fd() >= 0 && fstat(file.fd(), &status) == 0 && S_ISREG(status.st_mode)) {
        (void)futimens(file.fd(), nullptr);
    }
}

}  // namespace fedcloud::cleanup
