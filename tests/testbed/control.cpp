// The control server: JSON over HTTP for the tests that drive the federation.
#include "control.hpp"

#include <stdexcept>

#include "control_answers.hpp"

namespace fedcloud::testbed {
namespace {

constexpr auto one_site = "/sites/([^/]+)";
constexpr auto one_keystone = "/keystones/([^/]+)";
constexpr auto one_cdmi = "/cdmis/([^/]+)";

template <typename One>
One& find(const std::vector<std::unique_ptr<One>>& participants, const char* kind,
          const std::string& name) {
    for (const auto& one : participants) {
        if (one->server().name() == name) {
            return *one;
        }
    }
    throw std::out_of_range{std::string{"no "} + kind + " is called " + name};
}

WebServer& find_web(const Federation& federation, const std::string& kind,
                    const std::string& name) {
    if (kind == "peruns") {
        return find(federation.peruns, "Perun", name);
    }
    if (kind == "gocdbs") {
        return find(federation.gocdbs, "GOCDB", name);
    }
    return kind == "apels" ? find(federation.apels, "accounting service", name)
                           : find(federation.appdbs, "AppDB", name);
}

Participant& find(const Federation& federation, const std::string& kind, const std::string& name) {
    if (kind == "keystones") {
        return find(federation.keystones, "keystone", name);
    }
    if (kind == "issuers") {
        return find(federation.issuers, "issuer", name);
    }
    if (kind == "peruns" || kind == "apels" || kind == "appdbs" || kind == "gocdbs") {
        return find_web(federation, kind, name);
    }
    if (kind == "cdmis") {
        return find(federation.cdmis, "CDMI server", name);
    }
    return find(federation.sites, "site", name);
}

template <typename One>
Json describe(const std::vector<std::unique_ptr<One>>& participants) {
    Json list = Json::array();
    for (const auto& one : participants) {
        list.push_back(one->description());
    }
    return list;
}

}  // namespace

Control::Control(Federation& federation) : federation_{federation} {
    add_list_routes();
    add_gocdb_routes();  // before the common ones: its faults are more
    add_common_routes();
    add_site_routes();
    add_keystone_routes();
    add_web_routes();
    add_bdii_routes();
    add_cdmi_routes();
    listener_ =
        std::make_unique<Listener>(std::uint16_t{0}, Addresses::ipv4_only,
                                   [this](Connection& connection) { server_.serve(connection); });
}

void Control::add_list_routes() {
    server_.Get("/sites/?", handler([this](const auto&) { return describe(federation_.sites); }));
    server_.Get("/keystones/?",
                handler([this](const auto&) { return describe(federation_.keystones); }));
    server_.Get("/issuers/?",
                handler([this](const auto&) { return describe(federation_.issuers); }));
    server_.Get("/peruns/?", handler([this](const auto&) { return describe(federation_.peruns); }));
    server_.Get("/apels/?", handler([this](const auto&) { return describe(federation_.apels); }));
    server_.Get("/appdbs/?", handler([this](const auto&) { return describe(federation_.appdbs); }));
    server_.Get("/gocdbs/?", handler([this](const auto&) { return describe(federation_.gocdbs); }));
    server_.Get("/bdiis/?", handler([this](const auto&) { return describe(federation_.bdiis); }));
    server_.Get("/cdmis/?", handler([this](const auto&) { return describe(federation_.cdmis); }));
    server_.set_error_handler([](const httplib::Request& request, httplib::Response& response) {
        if (response.body.empty()) {
            reply(response, response.status,
                  {{"error", "nothing answers " + request.method + " " + request.path}});
        }
    });
}

void Control::add_common_routes() {
    const auto with = [this](auto action) {
        return handler([this, action](const httplib::Request& request) -> Json {
            return action(find(federation_, request.matches[1], request.matches[2]), request);
        });
    };
    const std::string one = "/(sites|keystones|issuers|peruns|apels|appdbs|gocdbs|cdmis)/([^/]+)";
    server_.Get(one, with([](Participant& it, const auto&) { return it.description(); }));
    server_.Get(one + "/requests",
                with([](Participant& it, const auto&) { return it.server().log().requests(); }));
    server_.Delete(one + "/requests", with([](Participant& it, const auto&) {
                       it.server().log().reset();
                       return done;
                   }));
    server_.Put(one + "/settings", with([](Participant& it, const auto& request) {
                    it.change_settings(body_of(request));
                    return it.description();
                }));
    server_.Post(one + "/faults", with([](Participant& it, const auto& request) {
                     return it.server().add_fault(body_of(request));
                 }));
    server_.Delete(one + "/faults", with([](Participant& it, const auto&) {
                       it.server().clear_faults();
                       return done;
                   }));
}

void Control::add_site_routes() {
    const auto with = [this](auto action) {
        return handler([this, action](const httplib::Request& request) -> Json {
            return action(find(federation_.sites, "site", request.matches[1]), request);
        });
    };
    const auto machines = std::string{one_site} + "/machines";
    server_.Get(machines, with([](Site& it, const auto&) { return it.machines(); }));
    server_.Post(machines, with([](Site& it, const auto& request) {
                     return it.add_foreign(body_of(request));
                 }));
    server_.Delete(machines, with([](Site& it, const auto&) {
                       it.forget_machines();
                       return done;
                   }));
}

void Control::add_keystone_routes() {
    const auto with = [this](auto action) {
        return handler([this, action](const httplib::Request& request) -> Json {
            return action(find(federation_.keystones, "keystone", request.matches[1]));
        });
    };
    const auto tokens = std::string{one_keystone} + "/tokens";
    server_.Get(tokens, with([](Keystone& it) { return it.tokens(); }));
    server_.Delete(tokens, with([](Keystone& it) {
                       it.revoke_tokens();
                       return done;
                   }));
}

void Control::add_web_routes() {
    const auto with = [this](auto action) {
        return handler([this, action](const httplib::Request& request) -> Json {
            action(find_web(federation_, request.matches[1], request.matches[2]), request);
            return done;
        });
    };
    const std::string pages = "/(peruns|apels|appdbs|gocdbs)/([^/]+)/pages";
    server_.Put(pages,
                with([](WebServer& it, const auto& request) { it.pages().put(body_of(request)); }));
    server_.Delete(pages, with([](WebServer& it, const auto&) { it.pages().clear(); }));
}

void Control::add_cdmi_routes() {
    const auto with = [this](auto action) {
        return handler([this, action](const httplib::Request& request) -> Json {
            return action(find(federation_.cdmis, "CDMI server", request.matches[1]), request);
        });
    };
    const auto objects = std::string{one_cdmi} + "/objects";
    server_.Get(objects, with([](Cdmi& it, const auto&) { return it.objects(); }));
    server_.Post(objects, with([](Cdmi& it, const auto& request) {
                     return it.add_foreign(body_of(request));
                 }));
    server_.Delete(objects, with([](Cdmi& it, const auto&) {
                       it.forget_objects();
                       return done;
                   }));
}

}  // namespace fedcloud::testbed
