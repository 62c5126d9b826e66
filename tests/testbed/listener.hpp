// Listens on the loopback addresses at one port and serves every connection in a thread of its own.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "connection.hpp"
#include "file_descriptor.hpp"

namespace fedcloud::testbed {

enum class Addresses { ipv4_only, ipv4_and_ipv6 };

class Listener {
  public:
    using Service = std::function<void(Connection&)>;

    // Port 0 takes any free port. Throws std::runtime_error when the port cannot be had.
    Listener(std::uint16_t port, Addresses addresses, Service service);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    std::uint16_t port() const { return port_; }

    // While refusing, the port stays bound but nobody listens, so that clients get a TCP reset.
    // Returns when that is so.
    void set_refusing(bool refusing);

    // Breaks off all connections but the one given.
    void interrupt_connections(const Connection* except = nullptr);

  private:
    struct Worker {
        std::thread thread;
        bool done = false;
    };

    void run();
    void apply_refusing(std::unique_lock<std::mutex>& lock);
    void accept_from(int socket);
    void start_worker(FileDescriptor socket);
    void reap_workers();

    Service service_;
    std::uint16_t port_ = 0;
    Addresses addresses_;
    std::vector<FileDescriptor> sockets_;
    FileDescriptor wake_;

    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    bool refusing_wanted_ = false;
    bool refusing_ = false;
    std::uint64_t connections_ = 0;
    std::map<std::uint64_t, Connection*> open_;
    std::list<Worker> workers_;
    std::thread acceptor_;
};

}  // namespace fedcloud::testbed
