// One site of a BDII, in the classes of GLUE 2.0 that cloud sites publish.
#include "glue_site.hpp"

#include <algorithm>
#include <cctype>
#include <iomanip>
#include <sstream>

#include "ldap_names.hpp"

namespace fedcloud::testbed {
namespace {

using Attributes = std::vector<ldap::Attribute>;

std::string below(const std::string& attribute, const std::string& value, const std::string& at) {
    return attribute + '=' + ldap::escape_in_dn(value) + ',' + at;
}

// A host name that is made of the site's.
std::string host_of(const std::string& site) {
    std::string name;
    for (const char letter : site) {
        const bool plain = std::isalnum(static_cast<unsigned char>(letter)) != 0;
        name += plain ? static_cast<char>(std::tolower(static_cast<unsigned char>(letter))) : '-';
    }
    return "cloud." + name + ".example.org";
}

struct Interface {
    std::string name;
    std::string version;
    std::string login;
    std::string software;
    std::string url;
};

Interface interface_of(const std::string& host, std::uint64_t index) {
    const auto at = "https://" + host + ':';
    if (index == 1) {
        return {"OpenStack", "v3", "oidc", "OpenStack Nova", at + "5000/v3"};
    }
    if (index == 2) {
        return {"CDMI", "1.0.1", "X509-VOMS", "OpenStack Swift", at + "8080"};
    }
    return {"OCCI", "1.1", "X509-VOMS", "ooi", at + std::to_string(8787 + index) + "/occi1.1"};
}

class SiteWriter {
  public:
    SiteWriter(std::vector<ldap::Entry>& entries, const BdiiSettings& settings, std::time_t now)
        : entries_{entries}, settings_{settings}, now_{now} {}

    void write(const std::string& site) {
        std::string at = "o=glue";
        if (settings_.kind != BdiiKind::resource) {
            at = below("GLUE2DomainID", site,
                       settings_.kind == BdiiKind::top ? "GLUE2GroupID=grid,o=glue" : "o=glue");
            write_domain(site, at);
        }
        const auto& without = settings_.no_cloud;
        if (std::find(without.begin(), without.end(), site) == without.end()) {
            add_group(entries_, "cloud", at);
            write_cloud(site, "GLUE2GroupID=cloud," + at);
        }
        if (settings_.glue21) {
            write_glue21(site, "GLUE2GroupID=resource," + at);
        }
    }

  private:
    void add(const std::string& dn, const std::vector<std::string>& classes,
             const Attributes& attributes) {
        add_entry(entries_, dn, classes, attributes);
    }

    // With when the entry was made, and for how long it is good.
    Attributes aged(Attributes attributes) const {
        if (settings_.creation_form != "absent") {
            const auto text = settings_.creation_form == "zulu"
                                  ? time_text(now_, settings_.creation_age, "%Y-%m-%dT%H:%M:%SZ")
                              : settings_.creation_form == "no-zone"
                                  ? time_text(now_, settings_.creation_age, "%Y-%m-%dT%H:%M:%S")
                                  : settings_.creation_form;
            attributes.push_back({"GLUE2EntityCreationTime", {text}});
        }
        if (!settings_.validity.empty()) {
            attributes.push_back({"GLUE2EntityValidity", {settings_.validity}});
        }
        return attributes;
    }

    void write_domain(const std::string& site, const std::string& at) {
        add(at, {"GLUE2Domain", "GLUE2AdminDomain"},
            aged({{"GLUE2DomainID", {site}},
                  {"GLUE2DomainDescription", {"A site of the testbed"}},
                  {"GLUE2DomainWWW", {"https://" + host_of(site) + '/'}},
                  {"GLUE2EntityOtherInfo", {"EGI_NGI=NGI_TESTBED", "GRID=EGI"}}}));
        const auto place = "location." + site;
        add(below("GLUE2LocationID", place, at), {"GLUE2Location"},
            {{"GLUE2LocationID", {place}},
             {"GLUE2LocationCountry", {"AQ"}},
             {"GLUE2LocationLatitude", {"-69.37"}},
             {"GLUE2LocationLongitude", {"76.38"}},
             {"GLUE2LocationDomainForeignKey", {site}}});
        add_group(entries_, "resource", at);
    }

    std::string write_service(const std::string& site, const std::string& of_class,
                              const std::string& type, const std::string& at) {
        const auto id = host_of(site) + '_' + type;
        const auto dn = below("GLUE2ServiceID", id, at);
        add(dn, {"GLUE2Entity", "GLUE2Service", of_class},
            aged({{"GLUE2ServiceID", {id}},
                  {"GLUE2ServiceType", {type}},
                  {"GLUE2ServiceQualityLevel", {settings_.quality_level}},
                  {"GLUE2ServiceCapability", {"cloud.managementSystem"}},
                  {"GLUE2ServiceAdminDomainForeignKey", {site}}}));
        return dn;
    }

    void write_endpoint(const Interface& interface, std::uint64_t index,
                        const std::string& of_class, const std::string& service,
                        const std::string& at) {
        const auto id =
            interface.url + '_' + interface.name + '_' + interface.version + '_' + interface.login;
        const auto& urls = settings_.endpoint_urls;
        const auto kind = of_class.substr(5, of_class.size() - 13);  // GLUE2…Endpoint
        add(below("GLUE2EndpointID", id, at), {"GLUE2Entity", "GLUE2Endpoint", of_class},
            aged({{"GLUE2EndpointID", {id}},
                  {"GLUE2EndpointURL", {index < urls.size() ? urls[index] : interface.url}},
                  {"GLUE2EndpointInterfaceName", {interface.name}},
                  {"GLUE2EndpointInterfaceVersion", {interface.version}},
                  {"GLUE2EndpointTechnology", {"REST"}},
                  {"GLUE2EndpointImplementationName", {interface.software}},
                  {"GLUE2EndpointQualityLevel", {settings_.quality_level}},
                  {"GLUE2EndpointServingState", {settings_.serving_state}},
                  {"GLUE2EndpointHealthState", {settings_.health_state}},
                  {"GLUE2EndpointServiceForeignKey", {service}},
                  {of_class + kind + "ServiceForeignKey", {service}},
                  {"GLUE2EntityOtherInfo", {"Authn=" + interface.login}}}));
    }

    void write_manager(const std::string& id, const std::string& service, const std::string& at) {
        add(below("GLUE2ManagerID", id, at),
            {"GLUE2Entity", "GLUE2Manager", "GLUE2ComputingManager"},
            {{"GLUE2ManagerID", {id}},
             {"GLUE2ManagerProductName", {"KVM"}},
             {"GLUE2ManagerServiceForeignKey", {service}},
             {"GLUE2ComputingManagerComputingServiceForeignKey", {service}},
             {"GLUE2ComputingManagerTotalLogicalCPUs", {"256"}}});
    }

    void write_template(std::uint64_t number, const std::string& manager, const std::string& at) {
        const auto id = "resource_tpl#size-" + std::to_string(number);
        add(below("GLUE2ResourceID", id, at),
            {"GLUE2Entity", "GLUE2Resource", "GLUE2ExecutionEnvironment"},
            {{"GLUE2ResourceID", {id}},
             {"GLUE2EntityName", {id}},
             {"GLUE2ResourceManagerForeignKey", {manager}},
             {"GLUE2ExecutionEnvironmentComputingManagerForeignKey", {manager}},
             {"GLUE2ExecutionEnvironmentPlatform", {"amd64"}},
             {"GLUE2ExecutionEnvironmentOSFamily", {"linux"}},
             {"GLUE2ExecutionEnvironmentMainMemorySize", {std::to_string(1024 * number)}},
             {"GLUE2ExecutionEnvironmentLogicalCPUs", {std::to_string(number)}},
             {"GLUE2ExecutionEnvironmentConnectivityIn", {"TRUE"}},
             {"GLUE2ExecutionEnvironmentConnectivityOut", {"TRUE"}},
             {"GLUE2ExecutionEnvironmentVirtualMachine", {"TRUE"}}});
    }

    void write_image(std::uint64_t number, const std::string& manager, const std::string& at) {
        const auto text = std::to_string(number);
        const auto id = "os_tpl#image-" + text;
        const auto& repositories = settings_.repositories;
        const auto repository = number <= repositories.size()
                                    ? repositories[number - 1]
                                    : "https://appdb.example.org/store/vm/image/" + text + "/";
        add(below("GLUE2ApplicationEnvironmentID", id, at),
            {"GLUE2Entity", "GLUE2ApplicationEnvironment"},
            {{"GLUE2ApplicationEnvironmentID", {id}},
             {"GLUE2EntityName", {id}},
             {"GLUE2ApplicationEnvironmentAppName", {"Image " + text}},
             {"GLUE2ApplicationEnvironmentAppVersion", {"1." + text}},
             {"GLUE2ApplicationEnvironmentRepository", {repository}},
             {"GLUE2ApplicationEnvironmentComputingManagerForeignKey", {manager}}});
    }

    void write_cloud(const std::string& site, const std::string& at) {
        const auto host = host_of(site);
        const auto compute = write_service(site, "GLUE2ComputingService", "IaaS", at);
        const auto manager = "manager." + host;
        write_manager(manager, host + "_IaaS", compute);
        for (std::uint64_t i = 0; i < settings_.endpoints; ++i) {
            if (i != 2) {
                write_endpoint(interface_of(host, i), i, "GLUE2ComputingEndpoint", host + "_IaaS",
                               compute);
            }
        }
        for (std::uint64_t i = 1; i <= settings_.templates; ++i) {
            write_template(i, manager, compute);
        }
        for (std::uint64_t i = 1; i <= settings_.images; ++i) {
            write_image(i, manager, compute);
        }
        if (settings_.endpoints > 2) {
            const auto storage = write_service(site, "GLUE2StorageService", "STaaS", at);
            write_endpoint(interface_of(host, 2), 2, "GLUE2StorageEndpoint", host + "_STaaS",
                           storage);
        }
    }

    // The classes of GLUE 2.1, which the schema of no BDII has; but a server might.
    void write_glue21(const std::string& site, const std::string& at) {
        const auto host = host_of(site);
        const std::string cloud = "GLUE2CloudComputing";
        const auto service = write_service(site, cloud + "Service", "org.openstack.nova", at);
        write_endpoint({"org.openstack.nova", "v2.1", "oidc", "OpenStack Nova",
                        "https://" + host + ":5000/v3"},
                       1, cloud + "Endpoint", host + "_org.openstack.nova", service);
        for (const auto* kind : {"Manager", "Share", "Image", "InstanceType"}) {
            const auto name = cloud + kind + "ID";
            const auto id = std::string{kind} + '.' + host;
            add(below(name, id, service), {"GLUE2Entity", cloud + kind}, aged({{name, {id}}}));
        }
    }

    std::vector<ldap::Entry>& entries_;
    const BdiiSettings& settings_;
    std::time_t now_;
};

}  // namespace

void add_entry(std::vector<ldap::Entry>& entries, const std::string& dn,
               const std::vector<std::string>& classes, const Attributes& attributes) {
    ldap::Entry entry{dn, {{"objectClass", classes}}};
    entry.attributes.insert(entry.attributes.end(), attributes.begin(), attributes.end());
    entries.push_back(std::move(entry));
}

void add_group(std::vector<ldap::Entry>& entries, const std::string& name, const std::string& at) {
    add_entry(entries, below("GLUE2GroupID", name, at), {"GLUE2Group"}, {{"GLUE2GroupID", {name}}});
}

void add_glue_site(std::vector<ldap::Entry>& entries, const BdiiSettings& settings, std::time_t now,
                   const std::string& site) {
    SiteWriter{entries, settings, now}.write(site);
}

std::string time_text(std::time_t now, double age, const char* form) {
    const auto time = now - static_cast<std::time_t>(age);
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    std::ostringstream text;
    text << std::put_time(&parts, form);
    return text.str();
}

}  // namespace fedcloud::testbed
