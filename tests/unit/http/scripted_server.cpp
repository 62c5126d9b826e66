#include "scripted_server.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace fedcloud::http::test {
namespace {

// Length of the first whole request in `data`, 0 if it is not whole yet.
std::size_t whole_request(const std::string& data) {
    const auto end = data.find("\r\n\r\n");
    if (end == std::string::npos) {
        return 0;
    }
    std::size_t length = 0;
    const auto field = data.find("Content-Length: ");
    if (field != std::string::npos && field < end) {
        length = static_cast<std::size_t>(std::atoi(data.c_str() + field + 16));
    }
    return data.size() >= end + 4 + length ? end + 4 + length : 0;
}

// False if the client does not take it.
bool send_all(int connection, const std::string& text) {
    for (std::size_t sent = 0; sent < text.size();) {
        const auto part = send(connection, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
        if (part <= 0) {
            return false;
        }
        sent += static_cast<std::size_t>(part);
    }
    return true;
}

}  // namespace

ScriptedServer::ScriptedServer(std::function<Reaction(const std::string&)> react)
    : react_(std::move(react)),
      listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      stop_(eventfd(0, EFD_CLOEXEC)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener_, generic, size) != 0 || listen(listener_, 16) != 0) {
        std::abort();
    }
    getsockname(listener_, generic, &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { run(); });
}

ScriptedServer::~ScriptedServer() {
    eventfd_write(stop_, 1);
    thread_.join();
    close(listener_);
    close(stop_);
}

std::string ScriptedServer::url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
}

void ScriptedServer::run() {
    for (;;) {
        std::array<pollfd, 2> fds{pollfd{stop_, POLLIN, 0}, pollfd{listener_, POLLIN, 0}};
        poll(fds.data(), fds.size(), -1);
        if (fds[0].revents != 0) {
            return;
        }
        const int connection = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection >= 0) {
            ++connections_;
            serve(connection);
            close(connection);
        }
    }
}

void ScriptedServer::serve(int connection) {
    std::string data;
    bool silent = false;
    for (;;) {
        std::array<pollfd, 2> fds{pollfd{stop_, POLLIN, 0}, pollfd{connection, POLLIN, 0}};
        poll(fds.data(), fds.size(), -1);
        std::array<char, 65536> buffer{};
        const auto count =
            fds[0].revents != 0 ? 0 : recv(connection, buffer.data(), buffer.size(), 0);
        if (count <= 0) {
            return;
        }
        data.append(buffer.data(), static_cast<std::size_t>(count));
        for (std::size_t length = 0; !silent && (length = whole_request(data)) != 0;) {
            ++requests_;
            const auto reaction = react_(data.substr(0, length));
            data.erase(0, length);
            silent = reaction.silent;
            if (!send_all(connection, reaction.send)) {
                return;
            }
            if (reaction.reset) {
                const linger at_once{1, 0};
                setsockopt(connection, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
            }
            if (reaction.close || reaction.reset) {
                return;
            }
        }
    }
}

std::string answer(const std::string& body, const std::string& headers, int status) {
    return "HTTP/1.1 " + std::to_string(status) +
           " Whatever\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers +
           "\r\n" + body;
}

}  // namespace fedcloud::http::test
