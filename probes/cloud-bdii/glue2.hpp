// GLUE 2 as far as a cloud site publishes it: classes, mandatory attributes, closed enumerations.
#pragma once

#include <string>
#include <vector>

#include "finding.hpp"
#include "ldap/entry.hpp"

namespace fedcloud::cloud_bdii {

// What an entry counts as; classes of GLUE 2.1 too.
enum class Role { other, service, endpoint, image, template_ };

Role role_of(const ldap::Entry& entry);
// True if an object class is one of GLUE 2.1's cloud classes.
bool is_glue21(const ldap::Entry& entry);
// A service that starts machines, and so needs images.
bool is_compute_service(const ldap::Entry& entry);

// Everything that is looked at, to be asked for by name.
std::vector<std::string> wanted_attributes();

// Mandatory attributes that are missing (MUST in GLUE20.schema) and values that are not in the
// closed enumerations of GLUE 2.0 (GFD.147). Types of services and names of interfaces are open:
// EGI's lists of them know no cloud.
Findings check_schema(const Entries& entries);

}  // namespace fedcloud::cloud_bdii
