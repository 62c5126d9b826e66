// One client connection, plain or TLS: the stream that httplib reads and writes, and the raw
// operations on it that the faults need.
#pragma once

#include <httplib.h>
#include <openssl/ssl.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "call.hpp"
#include "file_descriptor.hpp"
#include "text.hpp"

namespace fedcloud::testbed {

struct SslDeleter {
    void operator()(SSL* session) const { SSL_free(session); }
};

class Connection final : public httplib::Stream {
  public:
    Connection(FileDescriptor socket, std::uint64_t number);
    ~Connection() override;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    std::uint64_t number() const { return number_; }

    // The TLS handshake; false when it failed.
    bool accept_tls(SSL_CTX& context);

    // Empty without TLS, and when the client showed no certificate.
    const std::optional<ClientIdentity>& client() const { return client_; }

    // Waits until the client has sent something; false when it went away or the time is over.
    bool wait_for_request(Seconds idle);

    // From here on, what is read is also kept, until take_head() is called.
    void keep_head();
    std::string take_head();

    // What httplib writes after this is dropped: the answer is sent by other means.
    void mute() { muted_ = true; }

    // Sends all of it to the client; false when the client went away.
    bool send(std::string_view data);
    bool send_slowly(std::string_view data, double bytes_per_second);

    // Sleeps; false as soon as the client goes away or interrupt() is called.
    bool pause(Seconds time) const;
    void wait_until_closed() const;

    // The connection ends after this request: with a TCP reset, or in an orderly way.
    void end_with_reset();
    void end();
    bool ended() const { return ended_; }

    // The only operation that another thread may call: the connection breaks off.
    void interrupt() const;

    bool is_readable() const override { return !ended_; }
    bool is_writable() const override { return !ended_; }
    ssize_t read(char* target, size_t size) override;
    ssize_t write(const char* data, size_t size) override;
    void get_remote_ip_and_port(std::string& ip, int& port) const override;
    void get_local_ip_and_port(std::string& ip, int& port) const override;
    socket_t socket() const override { return socket_.get(); }

  private:
    bool fill();

    FileDescriptor socket_;
    std::uint64_t number_;
    std::unique_ptr<SSL, SslDeleter> tls_;
    std::optional<ClientIdentity> client_;
    std::string buffer_;
    std::size_t read_position_ = 0;
    std::string head_;
    bool keeping_head_ = false;
    bool muted_ = false;
    bool ended_ = false;
    bool tls_usable_ = false;
};

}  // namespace fedcloud::testbed
