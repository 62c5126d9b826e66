// An httplib server that is handed its connections, so that a connection can be watched and broken.
#pragma once

#include <httplib.h>

#include "connection.hpp"
#include "http_message.hpp"

namespace fedcloud::testbed {

class HttpServer : public httplib::Server {
  public:
    HttpServer();

    // Answers the connection's requests, one after the other, until either side ends it.
    void serve(Connection& connection);

  private:
    static void prepare(Connection& connection, httplib::Request& request);
};

// The request with its headers exactly as the client sent them: httplib decodes %XX in them.
HttpRequest received_request(const httplib::Request& request);

}  // namespace fedcloud::testbed
