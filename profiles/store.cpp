#include "store.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <utility>

#include "net/percent.hpp"
#include "plugin/input_file.hpp"
#include "plugin/text.hpp"
#include "profile_folder.hpp"

namespace fedcloud::profiles {
namespace {

namespace fs = std::filesystem;

std::string path_in(const std::string& folder, const std::string& file) {
    return (fs::path(folder) / file).string();
}

std::string path_of(const std::string& folder, std::string_view site) {
    return path_in(folder, file_name_of(site).value_or(site::encode_name(site)));
}

// What is set for the site, if anything is.
std::optional<FileProblem> add_overrides(const std::string& folder, StoredSite& site) {
    if (folder.empty()) {
        return std::nullopt;
    }
    const auto path = path_of(folder, site.profile.site);
    const auto bytes = plugin::read_input_file(path, site::largest_override_file);
    if (!bytes) {
        return bytes.error().missing ? std::nullopt
                                     : std::optional(FileProblem{path, bytes.error().text, true});
    }
    auto overrides = site::read_overrides(*bytes);
    if (!overrides) {
        return FileProblem{path, path + ": " + overrides.error().message(), true};
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
        const auto path = path_in(folders.profiles, file);
        store.problems.push_back({path, path + ": " + why});
    }
    for (auto& [name, profile] : content->profiles) {
        StoredSite site{std::move(profile), path_of(folders.profiles, name), {}, {}};
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
    Expected<std::string, plugin::FileError> bytes = Unexpected{plugin::FileError{true, {}}};
    for (const auto& spelling : {std::string(name), decoded ? *decoded : std::string()}) {
        if (!bytes && bytes.error().missing && !spelling.empty()) {
            path = path_of(folders.profiles, spelling);
            bytes = plugin::read_input_file(path, largest_profile);
        }
    }
    if (!bytes && bytes.error().missing) {
        return Unexpected{
            fmt::format("there is no profile of a site '{}' in {}: fedcloud-profiles "
                        "list tells which sites there are",
                        plugin::clean(decoded ? *decoded : name), folders.profiles)};
    }
    if (!bytes) {
        return Unexpected{bytes.error().text};
    }
    auto profile = site::read_profile(*bytes);
    if (!profile) {
        return Unexpected{FileProblem{path, path + ": " + profile.error().message()}.message()};
    }
    StoredSite site{std::move(*profile), path, {}, {}};
    if (const auto problem = add_overrides(folders.overrides, site)) {
        return Unexpected{problem->message()};
    }
    return site;
}

}  // namespace fedcloud::profiles
