// The files of sites: profiles in one folder, local overrides in another, under the same names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plugin/expected.hpp"
#include "plugin/input_file.hpp"
#include "plugin/options.hpp"
#include "site/overrides.hpp"
#include "site/profile.hpp"

namespace fedcloud::site {

inline constexpr const char* default_profile_dir = "/var/spool/argo/probes/fedcloud/profiles";
inline constexpr const char* default_override_dir = "/etc/argo/probes/fedcloud/sites.d";

// Bytes; more are an error.
inline constexpr std::size_t largest_profile_file = 8U << 20U;
inline constexpr std::size_t largest_override_file = 1U << 20U;

// "Izola%20MRF.json"
std::string file_name(std::string_view site);
std::string path_in(const std::string& folder, std::string_view site);

// Names of the files in a folder that may be sites', sorted. A hidden one is somebody's draft.
Expected<std::vector<std::string>, plugin::FileError> list_site_files(const std::string& folder);

// Whoever may write in the folder may have put a link there to a file that we alone can read: of
// what is no JSON at all nothing may be quoted. The error names the file and nothing of it.
Expected<void, plugin::FileError> check_beginning(const std::string& path, std::string_view text);

// Whole, with the name of its own site. The error's text names file and field, in one line that
// may be printed.
Expected<Profile, plugin::FileError> read_profile_file(const std::string& path);
Expected<Overrides, plugin::FileError> read_overrides_file(const std::string& path);

// --profile-dir and --override-dir. The latter's default may be missing, one that is given may not:
// what a slip of the pen took away (thresholds, credentials) would not be missed until it is too
// late.
plugin::Option profile_dir_option(plugin::OptionSetter set);
plugin::Option override_dir_option(plugin::OptionSetter set);

}  // namespace fedcloud::site
