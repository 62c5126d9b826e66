// The images that a site offers, from what its services tell. Pure.
#pragma once

#include <vector>

#include "comparison.hpp"
#include "occi/model.hpp"

namespace fedcloud::appdb_update {

// The os_tpl mixins of an OCCI site: rOCCI-server's term is "uuid_<name>_<id of the template>" and
// its title the template's name, with ooi the term is the UUID of the image in Glance and the title
// the image's name there.
std::vector<Offer> offers_of(const occi::Model& model);

}  // namespace fedcloud::appdb_update
