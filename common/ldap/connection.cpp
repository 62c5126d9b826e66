#include "ldap/connection.hpp"

#include <fmt/format.h>
#include <openldap.h>

#include <utility>

#include "ldap/library.hpp"
#include "ldap/session.hpp"
#include "net/fault.hpp"

namespace fedcloud::ldap {

using plugin::Checked;
using plugin::Clock;
using plugin::Fault;

Connection::Connection(std::unique_ptr<Session> session) : session_(std::move(session)) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

Checked<Connection> Connection::adopt(net::Socket socket, std::string server,
                                      const plugin::Until& until, const Limits& limits) {
    if (auto prepared = prepare_library(until); !prepared) {
        return Unexpected{std::move(prepared).error()};
    }
    LDAP* raw = nullptr;
    const int made = ldap_init_fd(socket.fd(), LDAP_PROTO_TCP, nullptr, &raw);
    if (made != LDAP_SUCCESS) {
        return Unexpected{
            Fault::ours(fmt::format("libldap cannot be set up: {}", ldap_err2string(made)))};
    }
    const int fd = socket.release();
    auto session = std::make_unique<Session>(Handle(raw), fd, std::move(server), limits);
    if (!session->set_up()) {
        return Unexpected{Fault::ours("libldap cannot be set up: it refuses an option")};
    }
    return Connection(std::move(session));
}

Checked<Answer> Connection::search(const Search& search, const plugin::Until& until) {
    return session_->search(search, until);
}

const std::string& Connection::server() const {
    return session_->server();
}

Checked<Connection> connect(const std::string& host, std::uint16_t port,
                            plugin::AddressFamily family, const plugin::Until& until,
                            std::vector<net::Attempt>* failed) {
    const auto start = Clock::now();
    const auto addresses = net::look_up(host, port, family, until);
    if (!addresses) {
        return Unexpected{net::fault_of(addresses.error())};
    }
    auto made = net::connect(*addresses, until);
    if (!made) {
        return Unexpected{net::fault_of(made.error(), Clock::now() - start)};
    }
    if (failed != nullptr) {
        *failed = std::move(made->failed);
    }
    return Connection::adopt(std::move(made->socket), made->address.to_string(), until);
}

}  // namespace fedcloud::ldap
