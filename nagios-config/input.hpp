// The folder of site profiles and that of their overrides, read whole.
#pragma once

#include <string>
#include <vector>

#include "plan_builder.hpp"
#include "plugin/expected.hpp"

namespace fedcloud::config {

struct Records {
    std::vector<SiteRecord> sites;
    // Why a site is not among them, a sentence each that names file and field.
    std::vector<std::string> unreadable;
};

// Every SITE.json of `profile_dir`, with the file of the same name in `override_dir`, if there is
// one (the folder may be missing). A file that cannot be read, is wrong or bears another site's
// name takes its own site away and no other: the others' downtimes and new services cannot wait for
// it. If it is more than a tenth of them, something else is wrong, and that is an error. So is a
// folder without profiles.
Expected<Records, std::string> read_records(const std::string& profile_dir,
                                            const std::string& override_dir);

}  // namespace fedcloud::config
