// Sites as they are on disk: profiles, and the local overrides beside them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plugin/expected.hpp"
#include "site/overrides.hpp"
#include "site/profile.hpp"

namespace fedcloud::profiles {

struct StoredSite {
    site::Profile profile;
    std::string path;
    site::Overrides overrides;
    std::string override_path;  // empty: there are none, or none that can be read
};

struct FileProblem {
    std::string file;  // path
    std::string text;  // what is wrong with it and where
    bool is_override = false;

    std::string message() const;  // one line, cleaned
};

struct Store {
    std::vector<StoredSite> sites;      // by name
    std::vector<FileProblem> problems;  // by file; an override's leaves its site as it is
};

struct Folders {
    std::string profiles;
    std::string overrides;  // empty: they are not looked at
};

// All sites. The error: the folder of the profiles cannot be read. There need be no overrides.
Expected<Store, std::string> load_sites(const Folders& folders);

// One site by its name in GOCDB, or as it stands on command lines (%20 for a blank). The error
// names the file and the field.
Expected<StoredSite, std::string> load_site(const Folders& folders, std::string_view name);

}  // namespace fedcloud::profiles
