// What the folder of profiles holds: one file per site.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/expected.hpp"
#include "site/profile.hpp"

namespace fedcloud::profiles {

// The longest file name is 255 bytes, and the draft's has a few more than the profile's.
inline constexpr std::size_t longest_file_stem = 200;

// site::file_name(); nothing if that is longer than the name of a file that a pull writes may be.
std::optional<std::string> file_name_of(std::string_view site);

struct Unreadable {
    std::string file;
    std::string why;  // names the file's path and the field; may be printed
};

// What a folder holds. Files that cannot be a profile's, by their names, are not looked at.
struct FolderContent {
    std::map<std::string, site::Profile> profiles;  // by site
    std::vector<Unreadable> unreadable;             // has the name of a profile, and is none
    bool exists = false;
};

// The error is that of a folder that is there and cannot be read.
Expected<FolderContent, std::string> read_folder(const std::string& path);

}  // namespace fedcloud::profiles
