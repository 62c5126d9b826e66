#include "profile_folder.hpp"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

#include "plugin/file_descriptor.hpp"
#include "plugin/state_folder.hpp"

namespace fedcloud::profiles {
namespace {

constexpr std::string_view file_end = ".json";

bool is_profile(std::string_view name) {
    return name.front() != '.' && name.size() > file_end.size() &&
           name.substr(name.size() - file_end.size()) == file_end;
}

}  // namespace

std::optional<std::vector<std::string>> list_folder(const std::string& path) {
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(opendir(path.c_str()), closedir);
    if (!folder) {
        return std::nullopt;
    }
    std::vector<std::string> names;
    while (const dirent* entry = readdir(folder.get())) {
        names.emplace_back(entry->d_name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::optional<std::string> file_name_of(std::string_view site) {
    auto stem = site::encode_name(site);
    if (stem.empty() || stem.size() > longest_file_stem) {
        return std::nullopt;
    }
    return stem.append(file_end);
}

Expected<std::string, std::string> read_file(const std::string& path) {
    const plugin::FileDescriptor file(
        open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
    struct stat status {};
    if (file.fd() < 0 || fstat(file.fd(), &status) != 0) {
        return Unexpected{plugin::explain(errno, path)};
    }
    if (!S_ISREG(status.st_mode)) {
        return Unexpected{std::string("it is no regular file")};
    }
    std::string content;
    std::array<char, 65536> buffer{};
    ssize_t count = 0;
    while ((count = read(file.fd(), buffer.data(), buffer.size())) > 0) {
        content.append(buffer.data(), static_cast<std::size_t>(count));
        if (content.size() > largest_profile) {
            return Unexpected{fmt::format("it is larger than {} bytes", largest_profile)};
        }
    }
    if (count < 0) {
        return Unexpected{std::string(strerror(errno))};
    }
    return content;
}

Expected<FolderContent, std::string> read_folder(const std::string& path) {
    FolderContent content;
    const auto names = list_folder(path);
    if (!names && errno == ENOENT) {
        return content;
    }
    if (!names) {
        return Unexpected{
            fmt::format("cannot read the folder {}: {}", path, plugin::explain(errno, path))};
    }
    content.exists = true;
    for (const auto& name : *names) {
        if (!is_profile(name)) {
            continue;
        }
        auto text = read_file(path + '/' + name);
        if (!text) {
            content.unreadable.push_back({name, text.error()});
            continue;
        }
        auto profile = site::read_profile(*text);
        if (!profile) {
            content.unreadable.push_back({name, profile.error().message()});
        } else if (file_name_of(profile->site) != name) {
            content.unreadable.push_back(
                {name, fmt::format("it is of the site '{}'", profile->site)});
        } else {
            auto site = profile->site;
            content.profiles.emplace(std::move(site), std::move(*profile));
        }
    }
    return content;
}

}  // namespace fedcloud::profiles
