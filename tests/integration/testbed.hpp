// A running fedcloud-testbed and its control interface.
#pragma once

#include <string>
#include <vector>

#include "announced_server.hpp"

namespace fedcloud::test {

// Servers go by their names, whatever their kind is.
class Testbed {
  public:
    // `sites`: one --site value each, such as "ooi-site,dialect=ooi,boot=0.2"; `more`: further
    // options, such as "--keystone", "k,tls=good".
    explicit Testbed(const std::vector<std::string>& sites, const Arguments& more = {});

    std::string endpoint(const std::string& server) const;
    int port(const std::string& server) const;
    std::string pki(const std::string& name) const;  // path of a file or folder in the PKI

    Json machines(const std::string& site) const;
    Json add_machine(const std::string& site, const Json& machine) const;
    void forget_machines(const std::string& site) const;
    // Containers and data objects of a CDMI server.
    Json objects(const std::string& cdmi) const;
    Json add_object(const std::string& cdmi, const Json& object) const;
    void forget_objects(const std::string& cdmi) const;
    Json requests(const std::string& server) const;
    Json counters(const std::string& server) const;  // requests, connections, tls_handshakes, …
    void settings(const std::string& server, const Json& settings) const;
    void fault(const std::string& server, const Json& fault) const;
    void clear_faults(const std::string& server) const;
    void reset_requests(const std::string& server) const;
    // In the place of whatever is at its path: `path`, `status`, `type`, `body`, `headers`.
    void put_page(const std::string& server, const Json& page) const;
    Json tokens(const std::string& keystone) const;
    void revoke_tokens(const std::string& keystone) const;
    // As the testbed's README describes them.
    void replace_registry(const std::string& gocdb, const Json& registry) const;
    void replace_downtimes(const std::string& gocdb, const Json& downtimes) const;
    void replace_entries(const std::string& bdii, const std::string& ldif) const;
    void restore_entries(const std::string& bdii) const;  // its own
    // Until the server has had `count` requests since the last reset; false after ten seconds.
    bool wait_for_requests(const std::string& server, int count) const;

  private:
    struct Server {
        std::string name;
        std::string url;
        int port = 0;
        std::string path;  // of the control interface
    };
    const Server& find(const std::string& server) const;
    Json call(const std::string& method, const std::string& path, const Json& body = {}) const;

    AnnouncedServer process_;
    std::vector<Server> servers_;
};

}  // namespace fedcloud::test
