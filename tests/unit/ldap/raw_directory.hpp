// A server in this process that sends exactly the bytes a test wants.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

#include "plugin/file_descriptor.hpp"

namespace fedcloud::ldap {

// One connection, as the server sees it.
class Peer {
  public:
    explicit Peer(int fd) : fd_(fd) {}

    // The next request; empty when the client has closed.
    std::string receive();
    // The message id of the last request.
    int id() const { return id_; }
    // False once the client has closed.
    bool send(std::string_view bytes);
    // One byte at a time, with `pause` after each, until the client closes.
    void drip(std::string_view bytes, std::chrono::milliseconds pause);
    // Says nothing more until the client closes.
    void fall_silent();
    void reset();  // RST instead of FIN

  private:
    bool read(std::string& target, std::size_t size);

    int fd_;
    int id_ = 0;
};

// On 127.0.0.1, at a port that is free; serves one connection after the other.
class RawDirectory {
  public:
    using Handler = std::function<void(Peer&)>;

    explicit RawDirectory(Handler handler);
    ~RawDirectory();
    RawDirectory(const RawDirectory&) = delete;
    RawDirectory& operator=(const RawDirectory&) = delete;

    std::uint16_t port() const { return port_; }

  private:
    void serve();

    Handler handler_;
    plugin::FileDescriptor listener_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

}  // namespace fedcloud::ldap
