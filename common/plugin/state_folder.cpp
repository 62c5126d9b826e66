#include "plugin/state_folder.hpp"

#include <errno.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

namespace fedcloud::plugin {
namespace {

constexpr mode_t folder_mode = 0750;
constexpr mode_t public_folder_mode = 0755;

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

std::string personal_folder() {
    const auto state_home = environment("XDG_STATE_HOME");
    if (!state_home.empty() && state_home.front() == '/') {
        return state_home + "/fedcloud-probes";
    }
    const auto home = environment("HOME");
    return home.empty() ? "" : home + "/.local/state/fedcloud-probes";
}

// Root may write everywhere, and what it leaves in somebody's folder is lost to its owner. By hand
// and by default, it works in a folder of its own.
bool is_foreign_to_root(const std::string& path) {
    struct stat status {};
    return geteuid() == 0 && stat(path.c_str(), &status) == 0 && status.st_uid != 0;
}

// What lies in the folder decides what is deleted at sites.
Expected<void, std::string> judge_owner_and_mode(const std::string& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) {
        return Unexpected{std::string(strerror(errno))};
    }
    if ((status.st_mode & S_IWOTH) != 0 && (status.st_mode & S_ISVTX) == 0) {
        return Unexpected{fmt::format(
            "everybody may write there, and so decide what is deleted: chmod o-w {}", path)};
    }
    return judge_owner_for_root(path, "--state-dir");
}

std::string without_slashes(const std::string& path) {
    return path.substr(0, path.find_last_not_of('/') + 1);
}

// Then it is meant for us, whoever made it. Whose /etc should be is not for us to say.
bool lies_in_our_folder(const std::string& path) {
    const auto name = without_slashes(path);
    struct stat above {};
    return !name.empty() &&
           stat((name.substr(0, name.rfind('/') + 1) + '.').c_str(), &above) == 0 &&
           above.st_uid == geteuid();
}

bool make_own_folder(const char* path) {
    return mkdir(path, folder_mode) == 0;
}

bool make_public_folder(const char* path) {
    return mkdir(path, public_folder_mode) == 0 && chmod(path, public_folder_mode) == 0;
}

// `make` makes one folder; errno says why it cannot.
Expected<void, std::string> make_each(const std::string& path, bool (*make)(const char*)) {
    for (std::size_t at = path.find('/', 1);; at = path.find('/', at + 1)) {
        const auto part = path.substr(0, at);
        if (!make(part.c_str()) && errno != EEXIST && errno != EISDIR) {
            return Unexpected{fmt::format("cannot make {}: {}", part, strerror(errno))};
        }
        if (at == std::string::npos) {
            break;
        }
    }
    struct stat status {};
    if (stat(path.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) {
        return Unexpected{std::string("is not a folder")};
    }
    return {};
}

Checked<std::string> usable(const std::string& path) {
    const auto unusable = [&path](const std::string& why) {
        return Unexpected{Fault::ours(fmt::format("state folder {}: {}", path, why))};
    };
    if (auto made = make_folders(path); !made) {
        return unusable(made.error());
    }
    if (access(path.c_str(), R_OK | W_OK | X_OK) != 0) {
        return unusable(strerror(errno));
    }
    if (auto judged = judge_owner_and_mode(path); !judged) {
        return unusable(judged.error());
    }
    return path;
}

}  // namespace

Expected<void, std::string> make_folders(const std::string& path) {
    return make_each(path, make_own_folder);
}

Expected<void, std::string> make_public_folders(const std::string& path) {
    return make_each(path, make_public_folder);
}

Expected<void, std::string> judge_owner_for_root(const std::string& path, std::string_view option) {
    struct stat target {};
    struct stat link {};
    if (geteuid() != 0 || stat(path.c_str(), &target) != 0 ||
        lstat(without_slashes(path).c_str(), &link) != 0) {
        return {};
    }
    const auto owner = target.st_uid != 0 ? target.st_uid : link.st_uid;
    if (owner == 0) {
        return {};
    }
    return Unexpected{
        fmt::format("it belongs to uid {0}, who could not use what root leaves there: run as "
                    "that user (sudo -u '#{0}'), or give another {1}",
                    owner, option)};
}

std::string explain(int error, const std::string& path) {
    struct stat status {};
    if ((error != EACCES && error != EPERM) || lstat(path.c_str(), &status) != 0) {
        return strerror(error);
    }
    if (status.st_uid == geteuid()) {
        return fmt::format("{}, although it is our own: its mode is {:04o}", strerror(error),
                           status.st_mode & 07777U);
    }
    const auto advice = lies_in_our_folder(path)
                            ? fmt::format("as root: chown -R {} {}", geteuid(), path)
                            : "choose another, or have root give us a folder of our own there";
    return fmt::format("{}: it belongs to {} and we are uid {}; {}", strerror(error),
                       status.st_uid == 0 ? "root" : fmt::format("uid {}", status.st_uid),
                       geteuid(), advice);
}

Checked<std::string> find_state_folder(const std::string& option) {
    if (!option.empty()) {
        if (option.front() != '/') {
            return Unexpected{Fault::ours(fmt::format(
                "--state-dir {}: not an absolute path, which begins with '/'", option))};
        }
        return usable(option);
    }
    const std::string spool = "/var/spool/argo/probes/fedcloud";
    if (access(spool.c_str(), R_OK | W_OK | X_OK) == 0 && !is_foreign_to_root(spool)) {
        return usable(spool);
    }
    const auto personal = personal_folder();
    if (personal.empty()) {
        return Unexpected{Fault::ours(fmt::format(
            "no state folder: {} is not writable and $HOME is not set: give --state-dir", spool))};
    }
    return usable(personal);
}

}  // namespace fedcloud::plugin
