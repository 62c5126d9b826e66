#include "raw_directory.hpp"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace fedcloud::ldap {

bool Peer::read(std::string& target, std::size_t size) {
    while (size > 0) {
        std::string part(size, '\0');
        const auto got = ::recv(fd_, part.data(), size, 0);
        if (got <= 0) {
            return false;
        }
        target.append(part, 0, static_cast<std::size_t>(got));
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

// A client's messages have a length in one byte, or in a byte that says in how many it follows.
std::string Peer::receive() {
    std::string bytes;
    if (!read(bytes, 2)) {
        return {};
    }
    std::size_t size = static_cast<unsigned char>(bytes[1]);
    if (size > 0x80) {
        const auto digits = size & 0x7fU;
        if (!read(bytes, digits)) {
            return {};
        }
        size = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            size = size << 8U | static_cast<unsigned char>(bytes[2 + i]);
        }
    }
    const auto start = bytes.size();
    if (!read(bytes, size)) {
        return {};
    }
    id_ = 0;
    const auto digits = static_cast<std::size_t>(bytes[start + 1]);
    for (std::size_t i = 0; i < digits; ++i) {
        id_ = id_ << 8 | static_cast<unsigned char>(bytes[start + 2 + i]);
    }
    return bytes;
}

bool Peer::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void Peer::drip(std::string_view bytes, std::chrono::milliseconds pause) {
    for (const char byte : bytes) {
        pollfd closed{fd_, POLLRDHUP, 0};
        if (poll(&closed, 1, static_cast<int>(pause.count())) != 0 || !send({&byte, 1})) {
            return;
        }
    }
}

void Peer::fall_silent() {
    char byte = 0;
    while (::recv(fd_, &byte, 1, 0) > 0) {
    }
}

void Peer::reset() {
    const linger at_once{1, 0};
    setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

RawDirectory::RawDirectory(Handler handler)
    : handler_(std::move(handler)), listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(bind(listener_.fd(), generic, size), 0);
    EXPECT_EQ(listen(listener_.fd(), 16), 0);
    EXPECT_EQ(getsockname(listener_.fd(), generic, &size), 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
}

// The client is gone by then, so no handler waits for anything any more.
RawDirectory::~RawDirectory() {
    shutdown(listener_.fd(), SHUT_RDWR);
    thread_.join();
}

void RawDirectory::serve() {
    for (;;) {
        const plugin::FileDescriptor accepted(accept(listener_.fd(), nullptr, nullptr));
        if (accepted.fd() < 0) {
            return;
        }
        Peer peer(accepted.fd());
        handler_(peer);
    }
}

}  // namespace fedcloud::ldap
