// The control server: what GOCDBs and BDIIs can be told that other servers cannot.
#include "control.hpp"
#include "control_answers.hpp"

namespace fedcloud::testbed {
namespace {

struct GocdbServer {
    Server& server;
    Gocdb& gocdb;
};

GocdbServer find_gocdb(const Federation& federation, const std::string& name) {
    for (std::size_t i = 0; i < federation.gocdbs.size(); ++i) {
        auto& server = federation.gocdbs[i]->server();
        if (server.name() == name) {
            return {server, *federation.registries[i]};
        }
    }
    throw std::out_of_range{"no GOCDB is called " + name};
}

}  // namespace

void Control::add_gocdb_routes() {
    const auto with = [this](auto action) {
        return handler([this, action](const httplib::Request& request) -> Json {
            return action(find_gocdb(federation_, request.matches[1]), request);
        });
    };
    const auto change = [with](auto action) {
        return with([action](const GocdbServer& it, const auto& request) {
            action(it.gocdb, body_of(request));
            return done;
        });
    };
    const std::string one = "/gocdbs/([^/]+)";
    server_.Post(one + "/faults", with([](const GocdbServer& it, const auto& request) {
                     const auto fault = body_of(request);
                     return gocdb::is_page_fault(fault) ? it.gocdb.faults().add(fault)
                                                        : it.server.add_fault(fault);
                 }));
    server_.Delete(one + "/faults", with([](const GocdbServer& it, const auto&) {
                       it.gocdb.faults().clear();
                       it.server.clear_faults();
                       return done;
                   }));
    server_.Get(one + "/registry",
                with([](const GocdbServer& it, const auto&) { return it.gocdb.registry(); }));
    server_.Delete(one + "/registry", with([](const GocdbServer& it, const auto&) {
                       it.gocdb.restore_registry();
                       return done;
                   }));
    server_.Put(one + "/registry",
                change([](Gocdb& it, const Json& body) { it.replace_registry(body); }));
    server_.Put(one + "/downtimes",
                change([](Gocdb& it, const Json& body) { it.replace_downtimes(body); }));
    server_.Post(one + "/downtimes",
                 change([](Gocdb& it, const Json& body) { it.add_downtime(body); }));
}

void Control::add_bdii_routes() {
    const auto with = [this](auto action) {
        return handler([this, action](const httplib::Request& request) -> Json {
            const std::string name = request.matches[1];
            for (const auto& bdii : federation_.bdiis) {
                if (bdii->name() == name) {
                    return action(*bdii, request);
                }
            }
            throw std::out_of_range{"no bdii is called " + name};
        });
    };
    const std::string one = "/bdiis/([^/]+)";
    server_.Get(one, with([](Bdii& it, const auto&) { return it.description(); }));
    server_.Get(one + "/requests", with([](Bdii& it, const auto&) { return it.log().requests(); }));
    server_.Delete(one + "/requests", with([](Bdii& it, const auto&) {
                       it.log().reset();
                       return done;
                   }));
    server_.Put(one + "/settings", with([](Bdii& it, const auto& request) {
                    it.change_settings(body_of(request));
                    return it.description();
                }));
    server_.Post(one + "/faults", with([](Bdii& it, const auto& request) {
                     return it.add_fault(body_of(request));
                 }));
    server_.Delete(one + "/faults", with([](Bdii& it, const auto&) {
                       it.clear_faults();
                       return done;
                   }));
    server_.Put(one + "/entries", with([](Bdii& it, const auto& request) {
                    return it.replace_entries(body_of(request));
                }));
    server_.Delete(one + "/entries", with([](Bdii& it, const auto&) {
                       it.restore_entries();
                       return done;
                   }));
}

}  // namespace fedcloud::testbed
