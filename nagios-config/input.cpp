#include "input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "plugin/input_file.hpp"
#include "plugin/state_folder.hpp"
#include "plugin/text.hpp"

namespace fedcloud::config {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_profile = 8U << 20U;

Unexpected<std::string> wrong(const std::string& path, const plugin::ParseError& error) {
    return Unexpected{fmt::format("{}: {}: expected {}, found \"{}\"", path, error.where,
                                  error.expected, plugin::clean(error.found, 80))};
}

// A hidden file is somebody's draft.
Expected<std::vector<std::string>, std::string> profile_names(const std::string& folder) {
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
         entry.increment(error)) {
        auto name = entry->path().filename().string();
        if (name.front() != '.' && entry->path().extension() == ".json") {
            names.push_back(std::move(name));
        }
    }
    if (error) {
        return Unexpected{
            fmt::format("cannot read {}: {}", folder, plugin::explain(error.value(), folder))};
    }
    if (names.empty()) {
        return Unexpected{fmt::format(
            "{} holds no site profile: run fedcloud-profiles pull, or give --profile-dir", folder)};
    }
    std::sort(names.begin(), names.end());
    return names;
}

Expected<SiteRecord, std::string> read_record(const std::string& path,
                                              const std::string& override_path) {
    const auto text = plugin::read_input_file(path, largest_profile);
    if (!text) {
        return Unexpected{text.error().text};
    }
    auto profile = site::read_profile(*text);
    if (!profile) {
        return wrong(path, profile.error());
    }
    SiteRecord record{std::move(*profile), {}};
    const auto expected = site::encode_name(record.profile.site) + ".json";
    if (fs::path(path).filename() != expected) {
        return Unexpected{fmt::format("{}: /site: holds the site \"{}\", whose file is {}", path,
                                      plugin::clean(record.profile.site, 80), expected)};
    }
    const auto own = plugin::read_input_file(override_path, site::largest_override_file);
    if (!own) {
        return own.error().missing ? Expected<SiteRecord, std::string>(std::move(record))
                                   : Unexpected{own.error().text};
    }
    auto overrides = site::read_overrides(*own);
    if (!overrides) {
        return wrong(override_path, overrides.error());
    }
    record.overrides = std::move(*overrides);
    return record;
}

}  // namespace

Expected<std::vector<SiteRecord>, std::string> read_records(const std::string& profile_dir,
                                                            const std::string& override_dir) {
    const auto names = profile_names(profile_dir);
    if (!names) {
        return Unexpected{names.error()};
    }
    std::vector<SiteRecord> records;
    records.reserve(names->size());
    for (const auto& name : *names) {
        auto record = read_record(profile_dir + '/' + name, override_dir + '/' + name);
        if (!record) {
            return Unexpected{record.error()};
        }
        records.push_back(std::move(*record));
    }
    return records;
}

}  // namespace fedcloud::config
