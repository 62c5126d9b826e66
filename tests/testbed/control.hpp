// The control server: JSON over HTTP for the tests that drive the federation.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "federation.hpp"
#include "http_server.hpp"
#include "listener.hpp"

namespace fedcloud::testbed {

class Control {
  public:
    // The participants must outlive it.
    explicit Control(Federation& federation);

    std::uint16_t port() const { return listener_->port(); }

  private:
    void add_list_routes();
    void add_common_routes();
    void add_site_routes();
    void add_keystone_routes();
    void add_web_routes();
    void add_gocdb_routes();
    void add_bdii_routes();
    void add_cdmi_routes();

    Federation& federation_;
    HttpServer server_;
    std::unique_ptr<Listener> listener_;
};

}  // namespace fedcloud::testbed
