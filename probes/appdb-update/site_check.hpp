// A site's side: what it offers is read, and compared with the list.
#pragma once

#include "image_list.hpp"
#include "options.hpp"
#include "plugin/run.hpp"
#include "preparation.hpp"

namespace fedcloud::appdb_update {

// The steps token and login (as for any site), site and compare. The access token that is fetched
// goes into `preparation`.
void check_site(const Options& options, Preparation& preparation, const ImageList& list,
                plugin::Run& run);

}  // namespace fedcloud::appdb_update
