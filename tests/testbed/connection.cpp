// One client connection, plain or TLS.
#include "connection.hpp"

#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <climits>

#include "tls_context.hpp"

namespace fedcloud::testbed {
namespace {

constexpr std::size_t buffer_size = 16384;
constexpr std::size_t longest_head = 1 << 20;
constexpr auto read_limit = std::chrono::seconds{60};

int milliseconds(Seconds time) {
    return static_cast<int>(
        std::clamp(time.count() * 1000.0 + 0.5, 0.0, static_cast<double>(INT_MAX)));
}

// True when the peer (or interrupt()) closed the connection before the time was over.
bool closed_within(int socket, int timeout) {
    const auto end = Clock::now() + std::chrono::milliseconds{timeout};
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
        pollfd watched{socket, POLLRDHUP, 0};
        const int events =
            ::poll(&watched, 1, timeout < 0 ? -1 : std::max(0, static_cast<int>(left.count())));
        if (events > 0) {
            return true;
        }
        if (events == 0 || errno != EINTR) {
            return false;
        }
    }
}

}  // namespace

Connection::Connection(FileDescriptor socket, std::uint64_t number)
    : socket_{std::move(socket)}, number_{number} {
    const int on = 1;
    ::setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const timeval limit{read_limit.count(), 0};
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
}

Connection::~Connection() = default;

bool Connection::accept_tls(SSL_CTX& context) {
    tls_.reset(SSL_new(&context));
    if (!tls_ || SSL_set_fd(tls_.get(), socket_.get()) != 1) {
        return false;
    }
    tls_usable_ = SSL_accept(tls_.get()) == 1;
    client_ = tls_usable_ ? client_identity(*tls_) : std::nullopt;
    return tls_usable_;
}

bool Connection::wait_for_request(Seconds idle) {
    if (ended_) {
        return false;
    }
    muted_ = false;
    if (read_position_ < buffer_.size() || (tls_ && SSL_pending(tls_.get()) > 0)) {
        return true;
    }
    pollfd watched{socket_.get(), POLLIN, 0};
    return ::poll(&watched, 1, milliseconds(idle)) > 0;
}

void Connection::keep_head() {
    keeping_head_ = true;
    head_.clear();
}

std::string Connection::take_head() {
    keeping_head_ = false;
    return std::move(head_);
}

bool Connection::fill() {
    buffer_.resize(buffer_size);
    read_position_ = 0;
    const auto count =
        tls_ ? static_cast<ssize_t>(SSL_read(tls_.get(), buffer_.data(), int{buffer_size}))
             : ::recv(socket_.get(), buffer_.data(), buffer_.size(), 0);
    buffer_.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    if (count <= 0 && tls_ && SSL_get_error(tls_.get(), static_cast<int>(count)) == SSL_ERROR_SSL) {
        tls_usable_ = false;
    }
    return count > 0;
}

ssize_t Connection::read(char* target, size_t size) {
    if (ended_ || (read_position_ >= buffer_.size() && !fill())) {
        return -1;
    }
    const auto count = std::min(size, buffer_.size() - read_position_);
    std::copy_n(buffer_.data() + read_position_, count, target);
    read_position_ += count;
    if (keeping_head_ && head_.size() < longest_head) {
        head_.append(target, count);
    }
    return static_cast<ssize_t>(count);
}

ssize_t Connection::write(const char* data, size_t size) {
    if (!muted_ && !send({data, size})) {
        return -1;
    }
    return static_cast<ssize_t>(size);
}

bool Connection::send(std::string_view data) {
    while (!data.empty() && !ended_) {
        const auto count = tls_
                               ? static_cast<ssize_t>(SSL_write(
                                     tls_.get(), data.data(),
                                     static_cast<int>(std::min<std::size_t>(data.size(), INT_MAX))))
                               : ::send(socket_.get(), data.data(), data.size(), MSG_NOSIGNAL);
        if (count <= 0) {
            tls_usable_ = false;
            ended_ = true;
            return false;
        }
        data.remove_prefix(static_cast<std::size_t>(count));
    }
    return !ended_;
}

bool Connection::send_slowly(std::string_view data, double bytes_per_second) {
    const auto step = static_cast<std::size_t>(std::max(1.0, bytes_per_second / 50.0));
    for (; !data.empty(); data.remove_prefix(std::min(step, data.size()))) {
        const auto part = data.substr(0, step);
        if (!send(part) || !pause(Seconds{static_cast<double>(part.size()) / bytes_per_second})) {
            end();
            return false;
        }
    }
    return true;
}

bool Connection::pause(Seconds time) const {
    return time <= Seconds::zero() || !closed_within(socket_.get(), milliseconds(time));
}

void Connection::wait_until_closed() const {
    closed_within(socket_.get(), -1);
}

void Connection::end_with_reset() {
    const linger at_once{1, 0};
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    ended_ = true;
}

void Connection::end() {
    if (!ended_ && tls_usable_) {
        SSL_shutdown(tls_.get());
    }
    if (!ended_) {
        ::shutdown(socket_.get(), SHUT_WR);
    }
    ended_ = true;
}

void Connection::interrupt() const {
    ::shutdown(socket_.get(), SHUT_RDWR);
}

void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
    ip = "loopback";
    port = 0;
}

void Connection::get_local_ip_and_port(std::string& ip, int& port) const {
    get_remote_ip_and_port(ip, port);
}

}  // namespace fedcloud::testbed
