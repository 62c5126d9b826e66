// Sites, services and downtimes as a GOCDB writes them.
#pragma once

#include <string>
#include <vector>

#include "gocdb_registry.hpp"
#include "gocdb_settings.hpp"
#include "gocdb_xml.hpp"

namespace fedcloud::testbed::gocdb {

// What the records are written for.
struct Rendering {
    XmlWriter& xml;
    const Registry& registry;
    std::string portal;  // where links to pages of records lead, up to Page_Type
    bool nested_keys_of_sites = false;
};

void write_service(const Rendering& to, const Service& service);
void write_site(const Rendering& to, const Site& site);
void write_site_summary(const Rendering& to, const Site& site);  // of get_site_list

// One element for each service.
void write_downtime(const Rendering& to, const Downtime& downtime);
void write_nested_downtime(const Rendering& to, const Downtime& downtime);

void write_rocs(const Rendering& to, const std::vector<std::string>& names);
void write_service_types(const Rendering& to);

}  // namespace fedcloud::testbed::gocdb
