// The folder of site profiles and that of their overrides, read whole.
#pragma once

#include <string>
#include <vector>

#include "plan_builder.hpp"
#include "plugin/expected.hpp"

namespace fedcloud::config {

// Every SITE.json of `profile_dir`, with the file of the same name in `override_dir`, if there is
// one (the folder may be missing). A file that cannot be read, is wrong or bears another site's
// name is an error, one sentence that names file and field: a site that has silently gone from the
// configuration would look like one that is well. So is a folder without profiles.
Expected<std::vector<SiteRecord>, std::string> read_records(const std::string& profile_dir,
                                                            const std::string& override_dir);

}  // namespace fedcloud::config
