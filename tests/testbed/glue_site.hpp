// One site of a BDII, in the classes of GLUE 2.0 that cloud sites publish.
#pragma once

#include <ctime>
#include <string>
#include <vector>

#include "bdii_settings.hpp"
#include "ldap_directory.hpp"

namespace fedcloud::testbed {

// Adds the site's entries, whose ages count from `now`.
void add_glue_site(std::vector<ldap::Entry>& entries, const BdiiSettings& settings, std::time_t now,
                   const std::string& site);

void add_entry(std::vector<ldap::Entry>& entries, const std::string& dn,
               const std::vector<std::string>& classes,
               const std::vector<ldap::Attribute>& attributes);
void add_group(std::vector<ldap::Entry>& entries, const std::string& name, const std::string& at);

// The time that was `age` seconds before, as strftime writes it, in UTC.
std::string time_text(std::time_t now, double age, const char* form);

}  // namespace fedcloud::testbed
