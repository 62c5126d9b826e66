// The control server: JSON over HTTP for the tests that drive the federation.
#include "control.hpp"

#include <stdexcept>

namespace fedcloud::testbed {
namespace {

constexpr auto json_type = "application/json";
constexpr auto one_site = "/sites/([^/]+)";
constexpr auto one_keystone = "/keystones/([^/]+)";
constexpr auto one_cdmi = "/cdmis/([^/]+)";

void reply(httplib::Response& response, int status, const Json& content) {
    response.status = status;
    response.set_content(content.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n",
                         json_type);
}

Json body_of(const httplib::Request& request) {
    auto body = Json::parse(request.body, nullptr, false);
    if (body.is_discarded()) {
        throw std::invalid_argument{"the body is not JSON"};
    }
    return body;
}

const Json done = {{"done", true}};

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
    if (kind == "peruns" || kind == "apels" || kind == "appdbs") {
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

// What the action returns or throws, as an answer. It takes the request.
template <typename Action>
httplib::Server::Handler handler(Action action) {
    return [action](const httplib::Request& request, httplib::Response& response) {
        try {
            reply(response, 200, action(request));
        } catch (const std::out_of_range& error) {
            reply(response, 404, {{"error", error.what()}});
        } catch (const std::invalid_argument& error) {
            reply(response, 400, {{"error", error.what()}});
        } catch (const Json::exception& error) {
            reply(response, 400, {{"error", error.what()}});
        }
    };
}

}  // namespace

Control::Control(Federation& federation) : federation_{federation} {
    add_list_routes();
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
    const std::string one = "/(sites|keystones|issuers|peruns|apels|appdbs|cdmis)/([^/]+)";
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
    const std::string pages = "/(peruns|apels|appdbs)/([^/]+)/pages";
    server_.Put(pages,
                with([](WebServer& it, const auto& request) { it.pages().put(body_of(request)); }));
    server_.Delete(pages, with([](WebServer& it, const auto&) { it.pages().clear(); }));
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
