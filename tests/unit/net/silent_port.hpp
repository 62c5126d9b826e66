// A port of this host where nobody accepts a connection, and nobody refuses it.
#pragma once

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>

namespace fedcloud::net {

// With `full`: a listening socket with a backlog of none holds one connection that nobody accepts.
// Once it is there (the socket is readable), Linux drops every further SYN (tcp_conn_request: the
// queue is full), so the peer sends it again and again, as to a host behind a dropping firewall.
// With `open` connections are made, but nobody ever reads what comes over them.
enum class Queue { full, open };

class SilentPort {
  public:
    explicit SilentPort(Queue queue = Queue::full)
        : listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
          filler_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* generic = reinterpret_cast<sockaddr*>(&address);
        EXPECT_EQ(bind(listener_, generic, size), 0);
        EXPECT_EQ(listen(listener_, queue == Queue::full ? 0 : 16), 0);
        EXPECT_EQ(getsockname(listener_, generic, &size), 0);
        port_ = ntohs(address.sin_port);
        if (queue == Queue::full) {
            EXPECT_EQ(::connect(filler_, generic, size), 0);
            pollfd queued{listener_, POLLIN, 0};
            EXPECT_EQ(poll(&queued, 1, 10000), 1);
        }
    }
    ~SilentPort() {
        close(filler_);
        close(listener_);
    }
    SilentPort(const SilentPort&) = delete;
    SilentPort& operator=(const SilentPort&) = delete;

    std::uint16_t port() const { return port_; }

  private:
    int listener_;
    int filler_;
    std::uint16_t port_ = 0;
};

}  // namespace fedcloud::net
