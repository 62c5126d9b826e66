// A server in this process that sends exactly the bytes a test wants, over TCP or TLS.
#include "raw_server.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>
#include <utility>

#include "plugin/text.hpp"

namespace fedcloud::http {
namespace {

void require(bool done, const char* what) {
    if (!done) {
        throw std::runtime_error(std::string("the test server cannot ") + what);
    }
}

std::size_t content_length(const std::string& head) {
    const auto text = plugin::lower(head);
    constexpr std::string_view name = "\r\ncontent-length:";
    const auto at = text.find(name);
    return at == std::string::npos ? 0 : std::strtoul(text.c_str() + at + name.size(), nullptr, 10);
}

int judge_client(X509_STORE_CTX* store, void* verdict) {
    X509_STORE_CTX_set_error(store, *static_cast<int*>(verdict));
    return *static_cast<int*>(verdict) == X509_V_OK ? 1 : 0;
}

std::string subject_of(const X509* certificate) {
    std::array<char, 256> text{};
    X509_NAME_oneline(X509_get_subject_name(certificate), text.data(), text.size());
    return text.data();
}

}  // namespace

Channel::Channel(int fd, SSL_CTX* context) : fd_(fd) {
    if (context != nullptr) {
        tls_.reset(SSL_new(context));
        SSL_set_fd(tls_.get(), fd);
    }
}

Channel::~Channel() {
    close();
}

bool Channel::shake_hands() {
    if (!tls_ || SSL_accept(tls_.get()) == 1) {
        return true;
    }
    // The request may be here already; closing with it unread would send RST, which overtakes the
    // alert.
    shutdown(fd_, SHUT_WR);
    std::array<char, 4096> rest{};
    while (::recv(fd_, rest.data(), rest.size(), 0) > 0) {
    }
    return false;
}

std::size_t Channel::read(char* target, std::size_t size) {
    const auto count =
        tls_ ? static_cast<ssize_t>(SSL_read(tls_.get(), target, static_cast<int>(size)))
             : ::recv(fd_, target, size, 0);
    return count > 0 ? static_cast<std::size_t>(count) : 0;
}

bool Channel::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = tls_ ? static_cast<ssize_t>(SSL_write(tls_.get(), bytes.data(),
                                                                 static_cast<int>(bytes.size())))
                                : ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

bool Channel::closed_within(std::chrono::milliseconds time) {
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + time;
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
        pollfd waiting{fd_, POLLIN, 0};
        if (left <= 0 || poll(&waiting, 1, static_cast<int>(left)) <= 0) {
            return false;
        }
        std::array<char, 4096> rest{};
        if (::recv(fd_, rest.data(), rest.size(), 0) <= 0) {
            return true;
        }
    }
}

void Channel::reset() {
    const linger abort{1, 0};
    setsockopt(fd_, SOL_SOCKET, SO_LINGER, &abort, sizeof abort);
}

void Channel::close() {
    const std::lock_guard lock(mutex_);
    if (fd_ >= 0) {
        ::close(std::exchange(fd_, -1));
    }
}

void Channel::tear_down() {
    const std::lock_guard lock(mutex_);
    if (fd_ >= 0) {
        shutdown(fd_, SHUT_RDWR);
    }
}

RawServer::RawServer(Handler handler, std::function<void()> on_accept)
    : handler_(std::move(handler)), on_accept_(std::move(on_accept)) {
    listen();
}

RawServer::RawServer(Handler handler, const TlsSettings& tls)
    : handler_(std::move(handler)),
      context_(SSL_CTX_new(TLS_server_method())),
      verdict_(tls.verdict) {
    SSL_CTX* context = context_.get();
    const char* file = tls.identity_file.c_str();
    require(SSL_CTX_use_certificate_chain_file(context, file) == 1, "load its certificate");
    require(SSL_CTX_use_PrivateKey_file(context, file, SSL_FILETYPE_PEM) == 1, "load its key");
    SSL_CTX_set_min_proto_version(context, tls.version);
    SSL_CTX_set_max_proto_version(context, tls.version);
    if (tls.client != ClientCertificate::ignored) {
        const bool required = tls.client == ClientCertificate::required;
        SSL_CTX_set_verify(
            context, SSL_VERIFY_PEER | (required ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0), nullptr);
        SSL_CTX_set_cert_verify_callback(context, judge_client, &verdict_);
    }
    listen();
}

void RawServer::listen() {
    signal(SIGPIPE, SIG_IGN);  // as in every probe
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    require(bind(listener_, generic, size) == 0 && ::listen(listener_, 16) == 0 &&
                getsockname(listener_, generic, &size) == 0,
            "listen");
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
}

RawServer::~RawServer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        shutdown(listener_, SHUT_RDWR);
        for (const auto& channel : channels_) {
            channel->tear_down();
        }
    }
    acceptor_.join();
    for (auto& thread : threads_) {
        thread.join();
    }
    ::close(listener_);
}

void RawServer::accept_all() {
    for (;;) {
        const int fd = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        const std::lock_guard lock(mutex_);
        if (fd < 0 || stopping_) {
            if (fd >= 0) {
                ::close(fd);
            }
            return;
        }
        const auto channel = std::make_shared<Channel>(fd, context_.get());
        const int connection = static_cast<int>(channels_.size());
        channels_.push_back(channel);
        if (on_accept_) {
            on_accept_();
        }
        threads_.emplace_back([this, channel, connection] {
            serve(*channel, connection);
            channel->close();
            const std::lock_guard counting(mutex_);
            ++closed_;
            changed_.notify_all();
        });
    }
}

void RawServer::serve(Channel& channel, int connection) {
    if (!channel.shake_hands()) {
        return;
    }
    note_chain(channel.tls());
    std::string buffer;
    for (int number = 0;; ++number) {
        Received request;
        if (!read_request(channel, buffer, request)) {
            return;
        }
        {
            const std::lock_guard lock(mutex_);
            received_.push_back(request);
        }
        const auto after = handler_({channel, request, connection, number});
        if (after == After::reset) {
            channel.reset();
        }
        if (after != After::keep) {
            return;
        }
    }
}

bool RawServer::read_request(Channel& channel, std::string& buffer, Received& request) {
    const auto read_more = [&] {
        std::array<char, 16384> bytes{};
        const auto count = channel.read(bytes.data(), bytes.size());
        buffer.append(bytes.data(), count);
        return count > 0;
    };
    auto end = buffer.find("\r\n\r\n");
    while (end == std::string::npos) {
        if (!read_more()) {
            return false;
        }
        end = buffer.find("\r\n\r\n");
    }
    request.head = buffer.substr(0, end + 2);
    buffer.erase(0, end + 4);
    const auto length = content_length(request.head);
    while (buffer.size() < length) {
        if (!read_more()) {
            return false;
        }
    }
    request.body = buffer.substr(0, length);
    buffer.erase(0, length);
    return true;
}

void RawServer::note_chain(SSL* tls) {
    X509* leaf = tls == nullptr ? nullptr : SSL_get_peer_certificate(tls);
    if (leaf == nullptr) {
        return;
    }
    const std::lock_guard lock(mutex_);
    chain_ = {subject_of(leaf)};
    X509_free(leaf);
    const auto* rest = SSL_get_peer_cert_chain(tls);  // on this side without the leaf
    for (int i = 0; rest != nullptr && i < sk_X509_num(rest); ++i) {
        chain_.push_back(subject_of(sk_X509_value(rest, i)));
    }
}

int RawServer::connections() const {
    const std::lock_guard lock(mutex_);
    return static_cast<int>(channels_.size());
}

std::vector<Received> RawServer::received() const {
    const std::lock_guard lock(mutex_);
    return received_;
}

std::vector<std::string> RawServer::client_chain() const {
    const std::lock_guard lock(mutex_);
    return chain_;
}

void RawServer::wait_for_closed(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_ >= count; });
}

std::string answer(std::string_view body, std::string_view headers, std::string_view status) {
    return fmt::format("HTTP/1.1 {}\r\n{}Content-Length: {}\r\n\r\n{}", status, headers,
                       body.size(), body);
}

}  // namespace fedcloud::http
