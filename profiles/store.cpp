#include "store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "net/percent.hpp"
#include "plugin/input_file.hpp"
#include "plugin/text.hpp"

namespace fedcloud::profiles {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_profile = 8U << 20U;
constexpr std::string_view suffix = ".json";

std::string file_of(const std::string& folder, std::string_view site) {
    return (fs::path(folder) / (site::encode_name(site) + std::string(suffix))).string();
}

std::string in_words(const fs::path& path, const plugin::ParseError& error) {
    return path.string() + ": " + error.message();
}

Expected<site::Profile, FileProblem> load_profile(const std::string& path) {
    const auto bytes = plugin::read_input_file(path, largest_profile);
    if (!bytes) {
        return Unexpected{FileProblem{path, bytes.error().text}};
    }
    auto profile = site::read_profile(*bytes);
    if (!profile) {
        return Unexpected{FileProblem{path, in_words(path, profile.error())}};
    }
    if (file_of({}, profile->site) != fs::path(path).filename()) {
        return Unexpected{FileProblem{
            path, fmt::format("{}: /site: expected the site that the file is named after, found "
                              "\"{}\"",
                              path, profile->site)}};
    }
    return std::move(*profile);
}

// What is set for the site, if anything is.
std::optional<FileProblem> add_overrides(const std::string& folder, StoredSite& site) {
    if (folder.empty()) {
        return std::nullopt;
    }
    const auto path = file_of(folder, site.profile.site);
    const auto bytes = plugin::read_input_file(path, site::largest_override_file);
    if (!bytes) {
        return bytes.error().missing ? std::nullopt
                                     : std::optional(FileProblem{path, bytes.error().text, true});
    }
    auto overrides = site::read_overrides(*bytes);
    if (!overrides) {
        return FileProblem{path, in_words(path, overrides.error()), true};
    }
    site.overrides = std::move(*overrides);
    site.override_path = path;
    return std::nullopt;
}

// Paths of the profiles in a folder; writers' temporary files have other names.
Expected<std::vector<std::string>, std::string> profiles_in(const std::string& folder) {
    std::error_code error;
    std::vector<std::string> paths;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        const auto name = entry->path().filename().string();
        if (entry->path().extension() == suffix && name.front() != '.') {
            paths.push_back(entry->path().string());
        }
    }
    if (error) {
        return Unexpected{
            fmt::format("{}: {}: fedcloud-profiles pull writes it, --profile-dir "
                        "names another folder",
                        folder, error.message())};
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

}  // namespace

std::string FileProblem::message() const {
    constexpr std::size_t limit = 1024;  // long paths
    return plugin::clean(text, limit);
}

Expected<Store, std::string> load_sites(const Folders& folders) {
    const auto paths = profiles_in(folders.profiles);
    if (!paths) {
        return Unexpected{paths.error()};
    }
    Store store;
    for (const auto& path : *paths) {
        auto profile = load_profile(path);
        if (!profile) {
            store.problems.push_back(std::move(profile.error()));
            continue;
        }
        StoredSite site{std::move(*profile), path, {}, {}};
        if (auto problem = add_overrides(folders.overrides, site)) {
            store.problems.push_back(std::move(*problem));
        }
        store.sites.push_back(std::move(site));
    }
    std::sort(store.sites.begin(), store.sites.end(),
              [](const auto& a, const auto& b) { return a.profile.site < b.profile.site; });
    return store;
}

Expected<StoredSite, std::string> load_site(const Folders& folders, std::string_view name) {
    auto path = file_of(folders.profiles, name);
    const auto decoded = net::percent_decode(name);
    std::error_code error;
    if (!fs::exists(path, error) && decoded) {
        path = file_of(folders.profiles, *decoded);
    }
    if (!fs::exists(path, error)) {
        return Unexpected{
            fmt::format("there is no profile of a site '{}' in {}; fedcloud-profiles "
                        "list tells which sites there are",
                        plugin::clean(decoded ? *decoded : name), folders.profiles)};
    }
    auto profile = load_profile(path);
    if (!profile) {
        return Unexpected{profile.error().message()};
    }
    StoredSite site{std::move(*profile), path, {}, {}};
    if (const auto problem = add_overrides(folders.overrides, site)) {
        return Unexpected{problem->message()};
    }
    return site;
}

}  // namespace fedcloud::profiles
