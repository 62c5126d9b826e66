// Servers that are named by their address.
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include "client_setup.hpp"

namespace fedcloud::http {
namespace {

// On [::1], at a port that is free; answers with the request's head.
class Ipv6Server {
  public:
    Ipv6Server() : listener_(socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in6 address{};
        address.sin6_family = AF_INET6;
        address.sin6_addr = in6addr_loopback;
        socklen_t size = sizeof address;
        auto* generic = reinterpret_cast<sockaddr*>(&address);
        if (bind(listener_, generic, size) == 0 && listen(listener_, 4) == 0 &&
            getsockname(listener_, generic, &size) == 0) {
            port_ = ntohs(address.sin6_port);
            acceptor_ = std::thread([this] { accept_all(); });
        }
    }
    ~Ipv6Server() {
        if (acceptor_.joinable()) {
            shutdown(listener_, SHUT_RDWR);
            acceptor_.join();
        }
        close(listener_);
    }
    Ipv6Server(const Ipv6Server&) = delete;
    Ipv6Server& operator=(const Ipv6Server&) = delete;

    std::uint16_t port() const { return port_; }  // 0: this host has no such address

  private:
    void accept_all() {
        for (int fd = accept(listener_, nullptr, nullptr); fd >= 0;
             fd = accept(listener_, nullptr, nullptr)) {
            Channel channel(fd, nullptr);
            std::string head;
            char byte = 0;
            while (head.find("\r\n\r\n") == std::string::npos && channel.read(&byte, 1) == 1) {
                head += byte;
            }
            (void)channel.write(answer(head, "Connection: close\r\n"));
        }
    }

    int listener_;
    std::uint16_t port_ = 0;
    std::thread acceptor_;
};

TEST(IpLiteral, OfVersion6) {
    const Ipv6Server server;
    if (server.port() == 0) {
        GTEST_SKIP() << "this host has no IPv6 loopback";
    }
    for (const auto family : {plugin::AddressFamily::any, plugin::AddressFamily::ipv6}) {
        auto options = plain_options();
        options.family = family;
        Client client(options);
        const auto response = client.send(get({"http", "::1", server.port(), "/-/", {}}), ample());
        ASSERT_TRUE(response) << response.error().text;
        EXPECT_NE(response->body.find("Host: [::1]:" + std::to_string(server.port())),
                  std::string::npos)
            << response->body;
    }
}

// Figures need no name service; what was asked for by -4 and -6 holds for them as well.
TEST(IpLiteral, OfTheOtherVersionThanWasAskedFor) {
    const RawServer server(
        [](const Exchange& now) { return now.send(answer("ok")) ? After::keep : After::close; });
    auto options = plain_options();
    options.family = plugin::AddressFamily::ipv6;
    Client client(options);
    const auto outcome = client.send(get(url_of(server)), ample());
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::resolver_failed) << outcome.error().text;
    EXPECT_EQ(server.connections(), 0);
}

// One client speaks to several, named either way.
TEST(IpLiteral, BesideNames) {
    const RawServer server(
        [](const Exchange& now) { return now.send(answer("ok")) ? After::keep : After::close; });
    auto options = plain_options();
    options.family = plugin::AddressFamily::ipv4;
    Client client(options);
    for (const std::string host : {"localhost", "127.0.0.1", "localhost"}) {
        auto url = url_of(server);
        url.host = host;
        const auto response = client.send(get(url), ample());
        EXPECT_TRUE(response) << host << ": " << response.error().text;
    }
}

}  // namespace
}  // namespace fedcloud::http
