#include "profile_folder.hpp"

#include <utility>

#include "site/folder.hpp"

namespace fedcloud::profiles {

std::optional<std::string> file_name_of(std::string_view site) {
    if (site.empty() || site::encode_name(site).size() > longest_file_stem) {
        return std::nullopt;
    }
    return site::file_name(site);
}

Expected<FolderContent, std::string> read_folder(const std::string& path) {
    FolderContent content;
    const auto names = site::list_site_files(path);
    if (!names) {
        return names.error().missing ? Expected<FolderContent, std::string>(std::move(content))
                                     : Unexpected{names.error().text};
    }
    content.exists = true;
    for (const auto& name : *names) {
        auto profile = site::read_profile_file(path + '/' + name);
        if (!profile) {
            content.unreadable.push_back({name, profile.error().text});
            continue;
        }
        auto site = profile->site;
        content.profiles.emplace(std::move(site), std::move(*profile));
    }
    return content;
}

}  // namespace fedcloud::profiles
