#include "site/folder.hpp"

#include <errno.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "plugin/state_folder.hpp"
#include "plugin/text.hpp"

namespace fedcloud::site {
namespace {

namespace fs = std::filesystem;
using plugin::FileError;

constexpr std::string_view file_end = ".json";

bool may_be_a_sites(std::string_view name) {
    return name.front() != '.' && name.size() > file_end.size() &&
           name.substr(name.size() - file_end.size()) == file_end;
}

Unexpected<FileError> wrong(const std::string& path, const plugin::ParseError& error) {
    constexpr std::size_t limit = 8192;  // a long path, a long name
    return Unexpected{FileError{false, plugin::clean(path + ": " + error.message(), limit)}};
}

}  // namespace

Expected<void, FileError> check_beginning(const std::string& path, std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    const bool is_marked = text.substr(0, byte_order_mark.size()) == byte_order_mark;
    const auto document = plugin::trim(text.substr(is_marked ? byte_order_mark.size() : 0));
    if (!document.empty() && document.front() != '{') {
        return Unexpected{FileError{
            false, plugin::clean(path + ": it is no JSON: it does not begin with '{'", 8192)}};
    }
    return {};
}

std::string file_name(std::string_view site) {
    return encode_name(site).append(file_end);
}

std::string path_in(const std::string& folder, std::string_view site) {
    return (fs::path(folder) / file_name(site)).string();
}

Expected<std::vector<std::string>, FileError> list_site_files(const std::string& folder) {
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
         entry.increment(error)) {
        auto name = entry->path().filename().string();
        if (may_be_a_sites(name)) {
            names.push_back(std::move(name));
        }
    }
    if (error) {
        return Unexpected{FileError{error.value() == ENOENT,
                                    fmt::format("cannot read the folder {}: {}", folder,
                                                plugin::explain(error.value(), folder))}};
    }
    std::sort(names.begin(), names.end());
    return names;
}

Expected<Profile, FileError> read_profile_file(const std::string& path) {
    const auto text = plugin::read_input_file(path, largest_profile_file);
    if (!text) {
        return Unexpected{text.error()};
    }
    if (auto checked = check_beginning(path, *text); !checked) {
        return Unexpected{checked.error()};
    }
    auto profile = read_profile(*text);
    if (!profile) {
        return wrong(path, profile.error());
    }
    if (const auto name = file_name(profile->site); fs::path(path).filename() != name) {
        return wrong(
            path, {"/site", "the site that the file is called after (this one's is " + name + ")",
                   profile->site});
    }
    return std::move(*profile);
}

Expected<Overrides, FileError> read_overrides_file(const std::string& path) {
    const auto text = plugin::read_input_file(path, largest_override_file);
    if (!text) {
        return Unexpected{text.error()};
    }
    if (auto checked = check_beginning(path, *text); !checked) {
        return Unexpected{checked.error()};
    }
    auto overrides = read_overrides(*text);
    if (!overrides) {
        return wrong(path, overrides.error());
    }
    return std::move(*overrides);
}

plugin::Option profile_dir_option(plugin::OptionSetter set) {
    return {"profile-dir", 0, "DIR",
            fmt::format("folder of the site profiles (default {})", default_profile_dir),
            std::move(set)};
}

plugin::Option override_dir_option(plugin::OptionSetter set) {
    const auto set_folder =
        [set = std::move(set)](std::string_view value) -> Expected<void, std::string> {
        std::error_code error;
        const fs::path path(value);
        if (!value.empty() && !fs::is_directory(path, error)) {
            const auto why =
                error ? plugin::explain(error.value(), path.string()) : "it is no folder";
            return Unexpected{fmt::format("{}: {}", plugin::clean(value, 1024), why)};
        }
        return set(value);
    };
    return {
        "override-dir", 0, "DIR",
        fmt::format("folder of the local overrides, SITE.json (default {})", default_override_dir),
        set_folder};
}

}  // namespace fedcloud::site
