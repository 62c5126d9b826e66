#include "store.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "net/percent.hpp"
#include "plugin/text.hpp"
#include "profile_folder.hpp"
#include "site/folder.hpp"

namespace fedcloud::profiles {
namespace {

// What is set for the site, if anything is.
std::optional<FileProblem> add_overrides(const std::string& folder, StoredSite& site) {
    if (folder.empty()) {
        return std::nullopt;
    }
    const auto path = site::path_in(folder, site.profile.site);
    auto overrides = site::read_overrides_file(path);
    if (!overrides) {
        return overrides.error().missing
                   ? std::nullopt
                   : std::optional(FileProblem{path, overrides.error().text, true});
    }
    site.overrides = std::move(*overrides);
    site.override_path = path;
    return std::nullopt;
}

}  // namespace

std::string FileProblem::message() const {
    constexpr std::size_t limit = 1024;  // long paths
    return plugin::clean(text, limit);
}

Expected<Store, std::string> load_sites(const Folders& folders) {
    auto content = read_folder(folders.profiles);
    if (!content) {
        return Unexpected{content.error()};
    }
    if (!content->exists) {
        return Unexpected{
            fmt::format("there is no folder {}: fedcloud-profiles pull makes it, "
                        "--profile-dir names another one",
                        folders.profiles)};
    }
    Store store;
    for (const auto& [file, why] : content->unreadable) {
        store.problems.push_back({folders.profiles + '/' + file, why});
    }
    for (auto& [name, profile] : content->profiles) {
        StoredSite site{std::move(profile), site::path_in(folders.profiles, name), {}, {}};
        if (auto problem = add_overrides(folders.overrides, site)) {
            store.problems.push_back(std::move(*problem));
        }
        store.sites.push_back(std::move(site));
    }
    return store;
}

Expected<StoredSite, std::string> load_site(const Folders& folders, std::string_view name) {
    const auto decoded = net::percent_decode(name);
    std::string path;
    Expected<site::Profile, plugin::FileError> profile = Unexpected{plugin::FileError{true, {}}};
    for (const auto& spelling : {std::string(name), decoded ? *decoded : std::string()}) {
        if (!profile && profile.error().missing && !spelling.empty()) {
            path = site::path_in(folders.profiles, spelling);
            profile = site::read_profile_file(path);
        }
    }
    if (!profile && profile.error().missing) {
        return Unexpected{
            fmt::format("there is no profile of a site '{}' in {}: fedcloud-profiles "
                        "list tells which sites there are",
                        plugin::clean(decoded ? *decoded : name), folders.profiles)};
    }
    if (!profile) {
        return Unexpected{profile.error().text};
    }
    StoredSite site{std::move(*profile), path, {}, {}};
    if (const auto problem = add_overrides(folders.overrides, site)) {
        return Unexpected{problem->message()};
    }
    return site;
}

}  // namespace fedcloud::profiles
