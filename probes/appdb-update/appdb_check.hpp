// Is a list of images fresh, signed and whole, and does a site have its images?
#pragma once

#include "options.hpp"
#include "plugin/run.hpp"

namespace fedcloud::appdb_update {

// Steps: credential, fetch, signature, list, images; check-images (--check-images); token, login
// (as for any site), site and compare (--compare-with). With --compare-with the site is judged:
// whatever is wrong with AppDB or its list is then UNKNOWN, or a note if the list can be used.
// Perfdata: total, connect, tls, fetch, age, expiry, images, expired_images, checked_images; with
// --compare-with current, outdated, missing, version_unknown, and those of the log-in.
void check(const Options& options, plugin::Run& run);

}  // namespace fedcloud::appdb_update
