// The control server: JSON over HTTP for the tests that drive the sites.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "http_server.hpp"
#include "listener.hpp"
#include "site.hpp"

namespace fedcloud::testbed {

class Control {
  public:
    // The sites must outlive it.
    explicit Control(std::vector<std::unique_ptr<Site>>& sites);

    std::uint16_t port() const { return listener_->port(); }

  private:
    using Action = std::function<Json(Site&, const httplib::Request&)>;

    void add_routes();
    void add_site_routes();
    httplib::Server::Handler with_site(Action action);
    Site& find_site(const httplib::Request& request);

    std::vector<std::unique_ptr<Site>>& sites_;
    HttpServer server_;
    std::unique_ptr<Listener> listener_;
};

}  // namespace fedcloud::testbed
