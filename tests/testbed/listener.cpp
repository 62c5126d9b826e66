// Listens on the loopback addresses at one port and serves every connection in a thread of its own.
#include "listener.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <cerrno>
#include <stdexcept>
#include <string>
#include <system_error>

namespace fedcloud::testbed {
namespace {

constexpr int backlog = 128;
constexpr std::size_t most_connections = 200;
constexpr int attempts = 50;

FileDescriptor bind_socket(int family, std::uint16_t port) {
    FileDescriptor socket{::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (!socket.valid()) {
        return {};
    }
    const int on = 1;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    int result = -1;
    if (family == AF_INET) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        result = ::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address);
    } else {
        ::setsockopt(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
        sockaddr_in6 address{};
        address.sin6_family = AF_INET6;
        address.sin6_port = htons(port);
        address.sin6_addr = in6addr_loopback;
        result = ::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address);
    }
    return result == 0 ? std::move(socket) : FileDescriptor{};
}

std::uint16_t bound_port(int socket) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
}

// Bound sockets, not listening yet: IPv4, and IPv6 where the machine has its loopback.
std::vector<FileDescriptor> bind_port(std::uint16_t port, Addresses addresses) {
    std::vector<FileDescriptor> sockets;
    sockets.push_back(bind_socket(AF_INET, port));
    if (!sockets.front().valid()) {
        return {};
    }
    if (addresses == Addresses::ipv4_and_ipv6) {
        auto second = bind_socket(AF_INET6, bound_port(sockets.front().get()));
        if (second.valid()) {
            sockets.push_back(std::move(second));
        } else if (errno == EADDRINUSE) {
            return {};
        }
    }
    return sockets;
}

void drain(int event) {
    std::uint64_t value = 0;
    [[maybe_unused]] const auto count = ::read(event, &value, sizeof value);
}

void signal_event(int event) {
    const std::uint64_t value = 1;
    [[maybe_unused]] const auto count = ::write(event, &value, sizeof value);
}

}  // namespace

Listener::Listener(std::uint16_t port, Addresses addresses, Service service)
    : service_{std::move(service)},
      addresses_{addresses},
      wake_{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)} {
    for (int i = 0; i < attempts && sockets_.empty(); ++i) {
        sockets_ = bind_port(port, addresses);
    }
    if (sockets_.empty()) {
        throw std::runtime_error{"cannot bind port " + std::to_string(port) +
                                 " on loopback: " + std::system_category().message(errno)};
    }
    port_ = bound_port(sockets_.front().get());
    for (const auto& socket : sockets_) {
        ::listen(socket.get(), backlog);
    }
    acceptor_ = std::thread{[this] { run(); }};
}

Listener::~Listener() {
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
    }
    signal_event(wake_.get());
    acceptor_.join();
    interrupt_connections();
    for (auto& worker : workers_) {
        worker.thread.join();
    }
}

void Listener::set_refusing(bool refusing) {
    std::unique_lock lock{mutex_};
    refusing_wanted_ = refusing;
    signal_event(wake_.get());
    changed_.wait(lock, [&] { return refusing_ == refusing_wanted_ || stopping_; });
}

void Listener::interrupt_connections(const Connection* except) {
    const std::lock_guard lock{mutex_};
    for (const auto& [number, connection] : open_) {
        if (connection != except) {
            connection->interrupt();
        }
    }
}

void Listener::run() {
    for (;;) {
        {
            std::unique_lock lock{mutex_};
            if (stopping_) {
                changed_.notify_all();
                return;
            }
            apply_refusing(lock);
            reap_workers();
        }
        std::vector<pollfd> watched{{wake_.get(), POLLIN, 0}};
        for (const auto& socket : sockets_) {
            // A bound socket that does not listen reports a hang-up all the time.
            if (!refusing_) {
                watched.push_back({socket.get(), POLLIN, 0});
            }
        }
        ::poll(watched.data(), watched.size(), -1);
        drain(wake_.get());
        for (std::size_t i = 1; i < watched.size(); ++i) {
            if ((watched[i].revents & POLLIN) != 0) {
                accept_from(watched[i].fd);
            }
        }
    }
}

// Only this thread touches the sockets, since a descriptor under poll() must not be closed.
void Listener::apply_refusing(std::unique_lock<std::mutex>& lock) {
    if (refusing_ == refusing_wanted_) {
        return;
    }
    if (refusing_wanted_) {
        sockets_.clear();
        for (int i = 0; i < attempts && sockets_.empty(); ++i) {
            sockets_ = bind_port(port_, addresses_);
        }
    } else {
        for (const auto& socket : sockets_) {
            ::listen(socket.get(), backlog);
        }
    }
    refusing_ = refusing_wanted_;
    lock.unlock();
    changed_.notify_all();
    lock.lock();
}

void Listener::accept_from(int socket) {
    FileDescriptor client{::accept4(socket, nullptr, nullptr, SOCK_CLOEXEC)};
    if (client.valid()) {
        start_worker(std::move(client));
    }
}

void Listener::start_worker(FileDescriptor socket) {
    const std::lock_guard lock{mutex_};
    if (workers_.size() >= most_connections) {
        return;
    }
    const auto number = ++connections_;
    auto connection = std::make_shared<Connection>(std::move(socket), number);
    open_[number] = connection.get();
    auto& worker = workers_.emplace_back();
    worker.thread = std::thread{[this, number, connection, &worker]() mutable {
        service_(*connection);
        const std::lock_guard finished{mutex_};
        open_.erase(number);
        connection.reset();
        worker.done = true;
        signal_event(wake_.get());
    }};
}

void Listener::reap_workers() {
    workers_.remove_if([](Worker& worker) {
        if (worker.done) {
            worker.thread.join();
        }
        return worker.done;
    });
}

}  // namespace fedcloud::testbed
