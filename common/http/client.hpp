// HTTP requests over libcurl, all through one handle: keep-alive, verified TLS, limits, deadlines.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "http/error.hpp"
#include "http/trust.hpp"
#include "http/types.hpp"
#include "plugin/common_options.hpp"
#include "plugin/deadline.hpp"
#include "plugin/expected.hpp"

namespace fedcloud::http {

struct ClientOptions {
    Trust trust;
    // PEM with our certificate, its key and its chain; what was checked is what is presented, so
    // these are the bytes and not the name of a file.
    std::optional<std::string> certificate{};
    plugin::AddressFamily family = plugin::AddressFamily::any;
    std::string user_agent;
    // For -vv (2) and -vvv (3); may be empty.
    std::function<void(int level, std::string line)> trace{};
};

// One per run. Not used from two threads.
class Client {
  public:
    explicit Client(ClientOptions options);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    // Sends and takes the whole answer, or tells why there is none before `until` is over. A POST
    // is sent once: when its connection breaks, libcurl is kept from sending it again. The other
    // methods do no harm when they arrive twice, and are sent again where a kept-alive connection
    // turns out to be dead (see Response::maybe_repeated).
    Expected<Response, Error> send(const Request& request, const plugin::Until& until);

    int requests() const;  // sent so far
    // Of the first connection to the host and port of `url`; zero before there was one.
    Timing first_connection(const net::Url& url) const;

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace fedcloud::http
