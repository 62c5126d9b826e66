// Sites, services and downtimes as a GOCDB writes them.
#include "gocdb_render.hpp"

#include "wall_time.hpp"

namespace fedcloud::testbed::gocdb {
namespace {

// The elements of a record, each with the text that its fields have for it, or else with its own.
class Elements {
  public:
    Elements(XmlWriter& xml, const Fields& fields) : xml_{xml}, fields_{fields} {}

    void text(const char* name, std::string_view own) const { write(name, own, true); }

    // Missing when there is nothing in it.
    void optional(const char* name, std::string_view own = {}) const { write(name, own, false); }

    bool is_left_out(const char* name) const {
        const auto found = fields_.empty() ? fields_.end() : fields_.find(name);
        return found != fields_.end() && !found->second;
    }

  private:
    void write(const char* name, std::string_view own, bool always) const {
        const auto found = fields_.empty() ? fields_.end() : fields_.find(name);
        if (found != fields_.end()) {
            if (found->second) {
                xml_.element(name, *found->second);
            }
        } else if (always || !own.empty()) {
            xml_.element(name, own);
        }
    }

    XmlWriter& xml_;
    const Fields& fields_;
};

void write_extensions(XmlWriter& xml, const std::vector<Extension>& extensions) {
    if (extensions.empty()) {
        xml.element("EXTENSIONS", "");
        return;
    }
    xml.open("EXTENSIONS");
    for (const auto& one : extensions) {
        xml.open("EXTENSION");
        xml.element("LOCAL_ID", one.local_id);
        xml.element("KEY", one.key);
        xml.element("VALUE", one.value);
        xml.close("EXTENSION");
    }
    xml.close("EXTENSIONS");
}

void write_scopes(XmlWriter& xml, const std::vector<std::string>& scopes) {
    if (scopes.empty()) {
        xml.element("SCOPES", "");
        return;
    }
    xml.open("SCOPES");
    for (const auto& scope : scopes) {
        xml.element("SCOPE", scope);
    }
    xml.close("SCOPES");
}

void write_endpoints(XmlWriter& xml, const char* name, const std::vector<Endpoint>& endpoints) {
    if (endpoints.empty()) {
        xml.element(name, "");
        return;
    }
    xml.open(name);
    for (const auto& one : endpoints) {
        xml.open("ENDPOINT");
        xml.element("ID", one.id);
        xml.element("NAME", one.name);
        write_extensions(xml, one.extensions);
        xml.element("URL", one.url);
        xml.element("INTERFACENAME", one.interface_name);
        xml.element("ENDPOINT_MONITORED", one.monitored);
        xml.close("ENDPOINT");
    }
    xml.close(name);
}

std::string page(const Rendering& to, const char* type, std::uint64_t id) {
    return to.portal + type + "&id=" + std::to_string(id);
}

std::string day_and_time(std::int64_t seconds) {
    return format_utc(WallTime{std::chrono::seconds{seconds}}, "%Y-%m-%d %H:%M");
}

void write_times(XmlWriter& xml, const Downtime& downtime) {
    xml.element("SEVERITY", downtime.severity);
    xml.element("DESCRIPTION", downtime.description);
    xml.element("INSERT_DATE", std::to_string(downtime.inserted));
    xml.element("START_DATE", std::to_string(downtime.start));
    xml.element("END_DATE", std::to_string(downtime.end));
    xml.element("FORMATED_START_DATE", day_and_time(downtime.start));
    xml.element("FORMATED_END_DATE", day_and_time(downtime.end));
}

void write_affected(XmlWriter& xml, const Affected& service) {
    xml.element("HOSTNAME", service.host);
    xml.element("SERVICE_TYPE", service.type);
    xml.element("ENDPOINT", service.host + service.type);
    xml.element("HOSTED_BY", service.site);
}

void open_downtime(XmlWriter& xml, const Downtime& downtime) {
    const auto id = std::to_string(downtime.id);
    xml.open(
        "DOWNTIME",
        {{"ID", id}, {"PRIMARY_KEY", downtime.key}, {"CLASSIFICATION", downtime.classification}});
}

// From PRIMARY_KEY to NOTIFICATIONS.
void write_head(const Elements& to, const Rendering& rendering, const Service& service) {
    to.text("PRIMARY_KEY", service.key);
    to.text("HOSTNAME", service.host);
    to.text("GOCDB_PORTAL_URL", page(rendering, "Service", service.id));
    to.optional("HOSTDN");
    to.optional("HOST_OS");
    to.optional("HOST_ARCH");
    to.text("BETA", "N");
    to.text("SERVICE_TYPE", service.type);
    to.optional("HOST_IP");
    to.optional("HOST_IPV6");
    to.text("CORE", "");
    to.text("IN_PRODUCTION", service.production);
    to.text("NODE_MONITORED", service.monitored);
    to.text("NOTIFICATIONS", "N");
}

// From SHORT_NAME to NOTIFICATIONS.
void write_head(const Elements& to, const Rendering& rendering, const Site& site) {
    to.text("SHORT_NAME", site.name);
    to.text("OFFICIAL_NAME", site.name);
    to.optional("SITE_DESCRIPTION");
    to.text("GOCDB_PORTAL_URL", page(rendering, "Site", site.id));
    to.optional("HOME_URL");
    to.text("CONTACT_EMAIL", "contact@example.org");
    to.text("CONTACT_TEL", "+386 1 000 0000");
    to.optional("GIIS_URL", site.giis_url);
    to.text("COUNTRY_CODE", site.country_code);
    to.text("COUNTRY", site.country);
    to.text("ROC", site.roc);
    to.text("PRODUCTION_INFRASTRUCTURE", site.infrastructure);
    to.text("CERTIFICATION_STATUS", site.status);
    to.text("TIMEZONE", "UTC");
    to.optional("LATITUDE");
    to.optional("LONGITUDE");
    to.optional("CSIRT_EMAIL", "csirt@example.org");
    to.text("NOTIFICATIONS", "FALSE");
}

}  // namespace

void write_service(const Rendering& to, const Service& service) {
    static const Site nowhere;
    const auto* known = to.registry.find_site(service.site);
    const auto& site = known != nullptr ? *known : nowhere;
    const Elements elements{to.xml, service.fields};
    to.xml.open("SERVICE_ENDPOINT", {{"PRIMARY_KEY", service.key}});
    write_head(elements, to, service);
    elements.text("SITENAME", service.site);
    elements.text("COUNTRY_NAME", site.country);
    elements.text("COUNTRY_CODE", site.country_code);
    elements.text("ROC_NAME", site.roc);
    elements.text("URL", service.url);
    if (!elements.is_left_out("ENDPOINTS")) {
        write_endpoints(to.xml, "ENDPOINTS", service.endpoints);
    }
    if (!elements.is_left_out("SCOPES")) {
        write_scopes(to.xml, service.scopes);
    }
    if (!elements.is_left_out("EXTENSIONS")) {
        write_extensions(to.xml, service.extensions);
    }
    to.xml.close("SERVICE_ENDPOINT");
}

void write_site(const Rendering& to, const Site& site) {
    const Elements elements{to.xml, site.fields};
    const auto id = std::to_string(site.id);
    to.xml.open("SITE", {{"ID", id}, {"PRIMARY_KEY", site.key}, {"NAME", site.name}});
    elements.text("PRIMARY_KEY", site.key);
    write_head(elements, to, site);
    if (!elements.is_left_out("DOMAIN")) {
        to.xml.open("DOMAIN");
        elements.text("DOMAIN_NAME", "example.org");
        to.xml.close("DOMAIN");
    }
    elements.optional("SITE_IP", "0.0.0.0/255.255.255.255");
    if (!elements.is_left_out("SCOPES")) {
        write_scopes(to.xml, site.scopes);
    }
    if (!elements.is_left_out("EXTENSIONS")) {
        write_extensions(to.xml, site.extensions);
    }
    to.xml.close("SITE");
}

void write_site_summary(const Rendering& to, const Site& site) {
    const auto id = std::to_string(site.id);
    to.xml.element("SITE", "",
                   {{"ID", id},
                    {"PRIMARY_KEY", site.key},
                    {"NAME", site.name},
                    {"COUNTRY", site.country},
                    {"COUNTRY_CODE", site.country_code},
                    {"ROC", site.roc},
                    {"SUBGRID", ""},
                    {"GIIS_URL", site.giis_url}});
}

void write_downtime(const Rendering& to, const Downtime& downtime) {
    for (const auto& service : downtime.services) {
        open_downtime(to.xml, downtime);
        to.xml.element("PRIMARY_KEY", downtime.key);
        write_affected(to.xml, service);
        to.xml.element("GOCDB_PORTAL_URL", page(to, "Downtime", downtime.id));
        write_endpoints(to.xml, "AFFECTED_ENDPOINTS", service.endpoints);
        write_times(to.xml, downtime);
        to.xml.close("DOWNTIME");
    }
}

void write_nested_downtime(const Rendering& to, const Downtime& downtime) {
    open_downtime(to.xml, downtime);
    write_times(to.xml, downtime);
    to.xml.element("GOCDB_PORTAL_URL", page(to, "Downtime", downtime.id));
    to.xml.open("SERVICES");
    for (const auto& service : downtime.services) {
        const auto* site = to.registry.find_site(service.site);
        const bool of_site = to.nested_keys_of_sites && site != nullptr;
        to.xml.open("SERVICE");
        to.xml.element("PRIMARY_KEY", of_site ? site->key : service.key);
        write_affected(to.xml, service);
        write_endpoints(to.xml, "AFFECTED_ENDPOINTS", service.endpoints);
        to.xml.close("SERVICE");
    }
    to.xml.close("SERVICES");
    to.xml.close("DOWNTIME");
}

void write_rocs(const Rendering& to, const std::vector<std::string>& names) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto key = std::to_string(i + 2) + "G0";
        to.xml.element("ROC", "", {{"PRIMARY_KEY", key}, {"ROC_NAME", names[i]}});
    }
}

void write_service_types(const Rendering& to) {
    const auto& types = to.registry.service_types;
    for (std::size_t i = 0; i < types.size(); ++i) {
        const auto key = std::to_string(i + 1) + "G0";
        to.xml.open("SERVICE_TYPE", {{"TYPE_ID", key}, {"PRIMARY_KEY", key}});
        to.xml.element("SERVICE_TYPE_NAME", types[i].name);
        to.xml.element("SERVICE_TYPE_DESC", types[i].description);
        to.xml.close("SERVICE_TYPE");
    }
}

}  // namespace fedcloud::testbed::gocdb
