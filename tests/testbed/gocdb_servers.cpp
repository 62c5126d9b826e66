// The GOCDBs of a federation, which tell of its other servers.
#include "gocdb_servers.hpp"

namespace fedcloud::testbed {
namespace {

using gocdb::RunningServer;
using gocdb::ServerKind;

// As sites register it: the query tells monitoring which templates to take.
std::string occi_url(const std::string& url, DialectKind dialect) {
    return url + (dialect == DialectKind::rocci
                      ? "/?image=uuid_egi_cirros_2&resource=small"
                      : "/?image=2b9e5c14-6f70-4d2a-8c3b-5a1e7f904d01&resource=1");
}

ServerKind kind_of(BdiiKind kind) {
    switch (kind) {
        case BdiiKind::top:
            return ServerKind::top_bdii;
        case BdiiKind::resource:
            return ServerKind::resource_bdii;
        default:
            return ServerKind::site_bdii;
    }
}

void append_web(std::vector<RunningServer>& servers, ServerKind kind,
                const std::vector<std::unique_ptr<WebServer>>& web) {
    for (const auto& one : web) {
        servers.push_back({kind, one->server().name(), one->server().url(), ""});
    }
}

}  // namespace

std::vector<RunningServer> running_servers(const Federation& federation, const Options& options) {
    std::vector<RunningServer> servers;
    for (std::size_t i = 0; i < federation.sites.size(); ++i) {
        const auto& server = federation.sites[i]->server();
        servers.push_back({ServerKind::occi, server.name(),
                           occi_url(server.url(), options.sites[i].dialect), ""});
    }
    for (const auto& one : federation.keystones) {
        servers.push_back({ServerKind::keystone, one->server().name(), one->uri(), ""});
    }
    for (const auto& one : federation.cdmis) {
        servers.push_back({ServerKind::cdmi, one->server().name(), one->server().url(), ""});
    }
    for (std::size_t i = 0; i < federation.bdiis.size(); ++i) {
        const auto& settings = options.bdiis[i].settings;
        servers.push_back({kind_of(settings.kind), federation.bdiis[i]->name(),
                           "ldap://127.0.0.1:" + std::to_string(federation.bdiis[i]->port()),
                           settings.sites.empty() ? "" : settings.sites.front()});
    }
    append_web(servers, ServerKind::perun, federation.peruns);
    append_web(servers, ServerKind::apel, federation.apels);
    append_web(servers, ServerKind::appdb, federation.appdbs);
    return servers;
}

}  // namespace fedcloud::testbed
