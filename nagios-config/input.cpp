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

Expected<Records, std::string> read_records(const std::string& profile_dir,
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
    Records records;
    records.sites.reserve(names->size());
    for (const auto& name : *names) {
        auto record = read_record(profile_dir + '/' + name, override_dir + '/' + name);
        if (record) {
            records.sites.push_back(std::move(*record));
        } else {
            records.unreadable.push_back(record.error());
        }
    }
    constexpr std::size_t one_in = 10;
    if (records.unreadable.size() * one_in > names->size()) {
        return Unexpected{
            fmt::format("{} of {} sites cannot be read, which is more than a tenth: {}",
                        records.unreadable.size(), names->size(), records.unreadable.front())};
    }
    return records;
}

}  // namespace fedcloud::config
