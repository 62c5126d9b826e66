#include "net/connect.hpp"

#include <errno.h>
#include <fmt/format.h>
#include <poll.h>
#include <string.h>

#include <algorithm>
#include <chrono>
#include <optional>

namespace fedcloud::net {
namespace {

using plugin::Clock;
using namespace std::chrono_literals;

constexpr auto head_start = 250ms;  // "Connection Attempt Delay", RFC 8305 section 8

struct Pending {
    Socket socket;
    Address address;
};

ConnectFailure classify(int error) {
    switch (error) {
        case ECONNREFUSED:
        case ECONNRESET:
            return ConnectFailure::refused;
        case ETIMEDOUT:
            return ConnectFailure::timed_out;
        case EMFILE:
        case ENFILE:
        case ENOBUFS:
        case ENOMEM:
        case EACCES:
        case EPERM:
            return ConnectFailure::local;
        case EAFNOSUPPORT:
            return ConnectFailure::local;
        default:  // ENETUNREACH and EHOSTUNREACH as a router reports them
            return ConnectFailure::unreachable;
    }
}

// One connection under construction, several at a time.
class Race {
  public:
    explicit Race(const std::vector<Address>& addresses) : addresses_(addresses) {}

    Expected<Connection, ConnectError> run(const plugin::Until& until);

  private:
    bool start_next();
    std::optional<Connection> harvest(const std::vector<pollfd>& fds);
    void fail(const Address& address, int error) {
        failed_.push_back({address, classify(error), error});
    }
    ConnectError give_up(ConnectFailure why);

    const std::vector<Address>& addresses_;
    std::size_t next_ = 0;
    std::vector<Pending> pending_;
    std::vector<Attempt> failed_;
};

// False if there is no further address.
bool Race::start_next() {
    while (next_ < addresses_.size()) {
        const Address& address = addresses_[next_++];
        Socket socket(::socket(address.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
        if (socket.fd() < 0) {
            fail(address, errno);
            continue;
        }
        const auto* target = reinterpret_cast<const sockaddr*>(&address.storage);
        if (::connect(socket.fd(), target, address.length) != 0 && errno != EINPROGRESS) {
            // No route, refused at once: what comes later than this comes from the network.
            const bool no_route = errno == ENETUNREACH || errno == EADDRNOTAVAIL;
            failed_.push_back({address, no_route ? ConnectFailure::local : classify(errno), errno});
            continue;
        }
        pending_.push_back({std::move(socket), address});
        return true;
    }
    return false;
}

// The first connection that stands; those that failed are noted.
std::optional<Connection> Race::harvest(const std::vector<pollfd>& fds) {
    for (std::size_t i = pending_.size(); i-- > 0;) {
        if (fds[i].revents == 0) {
            continue;
        }
        int error = 0;
        socklen_t size = sizeof error;
        getsockopt(pending_[i].socket.fd(), SOL_SOCKET, SO_ERROR, &error, &size);
        if (error == 0) {
            return Connection{std::move(pending_[i].socket), pending_[i].address,
                              std::move(failed_)};
        }
        fail(pending_[i].address, error);
        pending_.erase(pending_.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return std::nullopt;
}

ConnectError Race::give_up(ConnectFailure why) {
    for (const auto& pending : pending_) {
        failed_.push_back({pending.address, why, 0});
    }
    ConnectError error{why, std::move(failed_)};
    if (why == ConnectFailure::interrupted) {
        return error;
    }
    for (const auto kind : {ConnectFailure::refused, ConnectFailure::timed_out,
                            ConnectFailure::unreachable, ConnectFailure::local}) {
        if (std::any_of(error.attempts.begin(), error.attempts.end(),
                        [kind](const Attempt& a) { return a.failure == kind; })) {
            error.kind = kind;
            break;
        }
    }
    return error;
}

Expected<Connection, ConnectError> Race::run(const plugin::Until& until) {
    start_next();
    auto next_start = Clock::now() + head_start;
    while (!pending_.empty()) {
        std::vector<pollfd> fds;
        for (const auto& pending : pending_) {
            fds.push_back({pending.socket.fd(), POLLOUT, 0});
        }
        fds.push_back({until.interrupt_fd, POLLIN, 0});
        const bool more = next_ < addresses_.size();
        const plugin::Deadline wake(more ? std::min(next_start, until.deadline.end())
                                         : until.deadline.end());
        poll(fds.data(), fds.size(), wake.remaining_ms());
        if (fds.back().revents != 0) {
            return Unexpected{give_up(ConnectFailure::interrupted)};
        }
        const auto before = failed_.size();
        if (auto connection = harvest(fds)) {
            return std::move(*connection);
        }
        if (until.deadline.expired()) {
            break;
        }
        if (failed_.size() > before || pending_.empty() || Clock::now() >= next_start) {
            start_next();
            next_start = Clock::now() + head_start;
        }
    }
    return Unexpected{give_up(ConnectFailure::timed_out)};
}

std::string describe(const Attempt& attempt) {
    const auto where = attempt.address.to_string();
    switch (attempt.failure) {
        case ConnectFailure::refused:
            return where + " refused the connection";
        case ConnectFailure::timed_out:
            return where + " did not answer";
        case ConnectFailure::interrupted:
            return where + " was being tried";
        case ConnectFailure::unreachable:
        case ConnectFailure::local:
            break;
    }
    const auto whose = attempt.failure == ConnectFailure::local ? " on this host" : "";
    return fmt::format("{}: {}{}", where, strerror(attempt.error), whose);
}

}  // namespace

std::string ConnectError::message() const {
    std::string text;
    for (const auto& attempt : attempts) {
        text += (text.empty() ? "" : ", ") + describe(attempt);
    }
    return text;
}

Expected<Connection, ConnectError> connect(const std::vector<Address>& addresses,
                                           const plugin::Until& until) {
    return Race(addresses).run(until);
}

}  // namespace fedcloud::net
