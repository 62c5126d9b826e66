#include "input.hpp"

#include <fmt/format.h>

#include <utility>

#include "site/folder.hpp"

namespace fedcloud::config {
namespace {

Expected<SiteRecord, std::string> read_record(const std::string& path,
                                              const std::string& override_path) {
    auto profile = site::read_profile_file(path);
    if (!profile) {
        return Unexpected{profile.error().text};
    }
    SiteRecord record{std::move(*profile), {}};
    auto overrides = site::read_overrides_file(override_path);
    if (!overrides && !overrides.error().missing) {
        return Unexpected{overrides.error().text};
    }
    if (overrides) {
        record.overrides = std::move(*overrides);
    }
    return record;
}

}  // namespace

Expected<std::vector<SiteRecord>, std::string> read_records(const std::string& profile_dir,
                                                            const std::string& override_dir) {
    const auto names = site::list_site_files(profile_dir);
    if (!names) {
        return Unexpected{names.error().text};
    }
    if (names->empty()) {
        return Unexpected{fmt::format(
            "{} holds no site profile: run fedcloud-profiles pull, or give --profile-dir",
            profile_dir)};
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
