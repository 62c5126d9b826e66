// The registry of the servers that a testbed itself runs.
#include "gocdb_running.hpp"

#include <algorithm>
#include <array>

namespace fedcloud::testbed::gocdb {
namespace {

constexpr auto central_site = "TESTBED-CENTRAL";

struct Country {
    const char* name;
    const char* code;
    const char* roc;
};

constexpr std::array<Country, 5> countries{{{"Slovenia", "SI", "NGI_SI"},
                                            {"Italy", "IT", "NGI_IT"},
                                            {"Czech Republic", "CZ", "NGI_CZ"},
                                            {"Spain", "ES", "NGI_IBERGRID"},
                                            {"Germany", "DE", "NGI_DE"}}};

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char letter) {
        return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    });
    return text;
}

bool is_central(ServerKind kind) {
    return kind == ServerKind::perun || kind == ServerKind::appdb || kind == ServerKind::top_bdii;
}

class Books {
  public:
    explicit Books(const std::map<std::string, std::string>& placed) : placed_{placed} {}

    std::string site_of(const RunningServer& server) const {
        if (const auto found = placed_.find(server.name); found != placed_.end()) {
            return found->second;
        }
        if (is_central(server.kind)) {
            return central_site;
        }
        return server.site_name.empty() ? "TESTBED-" + upper(server.name) : server.site_name;
    }

    void add(const std::string& site, const std::string& type, const std::string& url) {
        add_site(site);
        const auto host = url.substr(url.find("://") + 3);
        Service service;
        service.type = type;
        service.host = host.substr(0, host.find_first_of(":/"));
        service.site = site;
        service.url = url;
        service.fields["HOSTDN"] = "/DC=org/DC=example/CN=" + service.host;
        registry.services.push_back(std::move(service));
    }

    Site& add_site(const std::string& name) {
        for (auto& site : registry.sites) {
            if (site.name == name) {
                return site;
            }
        }
        const auto& country = countries[registry.sites.size() % countries.size()];
        Site site;
        site.name = name;
        site.country = country.name;
        site.country_code = country.code;
        site.roc = country.roc;
        return registry.sites.emplace_back(std::move(site));
    }

    Registry registry;

  private:
    const std::map<std::string, std::string>& placed_;
};

void add_bdii(Books& books, const RunningServer& server) {
    const auto name = books.site_of(server);
    if (server.kind == ServerKind::top_bdii) {
        books.add(name, "Top-BDII", server.url + "/o=grid");
        return;
    }
    const auto url = server.url + "/mds-vo-name=" + server.site_name + ",o=grid";
    books.add_site(name).giis_url = url;
    books.add(name, "Site-BDII", url);
    books.add(name, "eu.egi.cloud.information.bdii", server.url);
}

// The accounting of every cloud is at the same portal.
void add_accounting(Books& books, const RunningServer& server,
                    const std::vector<RunningServer>& servers) {
    std::vector<std::string> sites;
    for (const auto& other : servers) {
        const bool is_cloud = other.kind == ServerKind::occi || other.kind == ServerKind::keystone;
        if (const auto site = books.site_of(other);
            is_cloud && std::find(sites.begin(), sites.end(), site) == sites.end()) {
            sites.push_back(site);
        }
    }
    if (sites.empty()) {
        sites.emplace_back(central_site);
    }
    for (const auto& site : sites) {
        books.add(site, "eu.egi.cloud.accounting", server.url);
    }
}

void add_server(Books& books, const RunningServer& server,
                const std::vector<RunningServer>& servers) {
    const auto site = books.site_of(server);
    switch (server.kind) {
        case ServerKind::occi:
            books.add(site, "eu.egi.cloud.vm-management.occi", server.url);
            break;
        case ServerKind::cdmi:
            books.add(site, "eu.egi.cloud.storage-management.cdmi", server.url);
            break;
        case ServerKind::keystone:
            books.add(site, "org.openstack.nova", server.url);
            break;
        case ServerKind::resource_bdii:
            books.add(site, "eu.egi.cloud.information.bdii", server.url);
            break;
        case ServerKind::site_bdii:
        case ServerKind::top_bdii:
            add_bdii(books, server);
            break;
        case ServerKind::perun:
            books.add(site, "egi.Perun", server.url);
            break;
        case ServerKind::apel:
            add_accounting(books, server, servers);
            break;
        case ServerKind::appdb:
            books.add(site, "egi.AppDB", server.url);
            books.add(site, "eu.egi.cloud.vm-metadata.appdb-vmcaster", server.url);
            break;
    }
}

}  // namespace

Registry make_running_registry(const std::vector<RunningServer>& servers,
                               const std::map<std::string, std::string>& placed,
                               const std::string& broker) {
    Books books{placed};
    for (const auto& server : servers) {
        add_server(books, server, servers);
    }
    if (!broker.empty()) {
        books.add(central_site, "eu.egi.cloud.broker.compss", broker);
    }
    complete(books.registry);
    return std::move(books.registry);
}

}  // namespace fedcloud::testbed::gocdb
