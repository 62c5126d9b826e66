// What the tests of the HTTP client have in common: certificates, URLs, requests, time limits.
#pragma once

#include <gtest/gtest.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <string>
#include <string_view>

#include "http/client.hpp"
#include "pki.hpp"
#include "raw_server.hpp"

namespace fedcloud::http {

using namespace std::chrono_literals;

inline net::Url url_of(const RawServer& server, std::string_view path = "/",
                       std::string_view scheme = "http") {
    return net::Url{std::string(scheme), "127.0.0.1", server.port(), std::string(path), {}};
}

inline Request get(const net::Url& url) {
    Request request;
    request.url = url;
    return request;
}

inline Request post(const net::Url& url, std::string body) {
    Request request;
    request.method = Method::post;
    request.url = url;
    request.body = std::move(body);
    return request;
}

// Long enough that only a defect reaches it.
inline plugin::Until ample(int interrupt_fd = -1) {
    return {plugin::Deadline::in(20s), interrupt_fd};
}

inline ClientOptions plain_options() {
    ClientOptions options;
    options.user_agent = "unit-test";
    return options;
}

// Readable once something has happened.
class Event {
  public:
    Event() : fd_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
    ~Event() { close(fd_); }
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;

    int fd() const { return fd_; }
    void happen() const { eventfd_write(fd_, 1); }

  private:
    int fd_;
};

// Minted once for all tests of the program.
inline const testbed::Pki& pki() {
    static const testbed::Pki instance({}, {}, testbed::KeyKind::ec_p256);
    return instance;
}

inline ClientOptions tls_options() {
    auto options = plain_options();
    options.trust.folder = pki().client_ca_folder();
    return options;
}

}  // namespace fedcloud::http
