// The control server: JSON over HTTP for the tests that drive the sites.
#include "control.hpp"

#include <stdexcept>

namespace fedcloud::testbed {
namespace {

constexpr auto json_type = "application/json";

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

}  // namespace

Control::Control(std::vector<std::unique_ptr<Site>>& sites) : sites_{sites} {
    add_routes();
    add_site_routes();
    listener_ =
        std::make_unique<Listener>(std::uint16_t{0}, Addresses::ipv4_only,
                                   [this](Connection& connection) { server_.serve(connection); });
}

void Control::add_routes() {
    server_.Get("/sites/?", [this](const httplib::Request&, httplib::Response& response) {
        Json list = Json::array();
        for (const auto& site : sites_) {
            list.push_back(site->description());
        }
        reply(response, 200, list);
    });
    server_.set_error_handler([](const httplib::Request& request, httplib::Response& response) {
        if (response.body.empty()) {
            reply(response, response.status,
                  {{"error", "nothing answers " + request.method + " " + request.path}});
        }
    });
}

void Control::add_site_routes() {
    const std::string site = "/sites/([^/]+)";
    server_.Get(site, with_site([](Site& it, const auto&) { return it.description(); }));
    server_.Get(site + "/machines", with_site([](Site& it, const auto&) { return it.machines(); }));
    server_.Post(site + "/machines", with_site([](Site& it, const auto& request) {
                     return it.add_foreign(body_of(request));
                 }));
    server_.Delete(site + "/machines", with_site([](Site& it, const auto&) {
                       it.forget_machines();
                       return done;
                   }));
    server_.Get(site + "/requests",
                with_site([](Site& it, const auto&) { return it.log().requests(); }));
    server_.Delete(site + "/requests", with_site([](Site& it, const auto&) {
                       it.log().reset();
                       return done;
                   }));
    server_.Put(site + "/settings", with_site([](Site& it, const auto& request) {
                    it.change_settings(body_of(request));
                    return it.description();
                }));
    server_.Post(site + "/faults", with_site([](Site& it, const auto& request) {
                     return it.add_fault(body_of(request));
                 }));
    server_.Delete(site + "/faults", with_site([](Site& it, const auto&) {
                       it.clear_faults();
                       return done;
                   }));
}

httplib::Server::Handler Control::with_site(Action action) {
    return [this, action = std::move(action)](const httplib::Request& request,
                                              httplib::Response& response) {
        try {
            reply(response, 200, action(find_site(request), request));
        } catch (const std::out_of_range& error) {
            reply(response, 404, {{"error", error.what()}});
        } catch (const std::invalid_argument& error) {
            reply(response, 400, {{"error", error.what()}});
        } catch (const Json::exception& error) {
            reply(response, 400, {{"error", error.what()}});
        }
    };
}

Site& Control::find_site(const httplib::Request& request) {
    const std::string name = request.matches[1];
    for (const auto& site : sites_) {
        if (site->name() == name) {
            return *site;
        }
    }
    throw std::out_of_range{"no site is called " + name};
}

}  // namespace fedcloud::testbed
