// The images that a site offers, from what its services tell. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "comparison.hpp"
#include "ldap/entry.hpp"
#include "occi/model.hpp"

namespace fedcloud::appdb_update {

// The os_tpl mixins of an OCCI site: rOCCI-server's term is "uuid_<name>_<id of the template>" and
// its title the template's name, with ooi the term is the UUID of the image in Glance and the title
// the image's name there.
std::vector<Offer> offers_of(const occi::Model& model);

// GLUE 2 application environments: GLUE2ApplicationEnvironmentRepository is the image's ad:mpuri.
std::vector<Offer> offers_of(const std::vector<ldap::Entry>& entries);
// Which entries, and what of them.
inline constexpr std::string_view image_filter =
    "(|(objectClass=GLUE2ApplicationEnvironment)(objectClass=GLUE2CloudComputingImage))";
std::vector<std::string> image_attributes();

}  // namespace fedcloud::appdb_update
