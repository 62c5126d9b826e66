// A server in this process that sends exactly the bytes a test wants, over TCP or TLS.
#pragma once

#include <openssl/ssl.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace fedcloud::http {

enum class ClientCertificate { ignored, asked_for, required };

struct TlsSettings {
    std::string identity_file;  // PEM: certificate and key
    int version = TLS1_3_VERSION;
    ClientCertificate client = ClientCertificate::ignored;
    int verdict = X509_V_OK;  // decides the alert that a client certificate is refused with
};

struct Received {
    std::string head;  // request line and headers
    std::string body;
};

// One connection's bytes; closed by its own thread, or torn down when the server ends.
class Channel {
  public:
    Channel(int fd, SSL_CTX* context);
    ~Channel();
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;

    bool shake_hands();
    std::size_t read(char* target, std::size_t size);  // 0: over
    bool write(std::string_view bytes);
    // Waits until the client closes, at most so long; true if it has.
    bool closed_within(std::chrono::milliseconds time);
    void reset();  // the connection is to end with RST instead of FIN
    void close();
    void tear_down();
    SSL* tls() const { return tls_.get(); }

  private:
    struct FreeTls {
        void operator()(SSL* tls) const { SSL_free(tls); }
    };

    std::mutex mutex_;  // of fd_, which one thread closes and another tears down
    int fd_;
    std::unique_ptr<SSL, FreeTls> tls_;
};

enum class After { keep, close, reset };

// Has a namespace of its own because common/http has an Exchange too, and a program may hold both.
inline namespace raw {
struct Exchange {
    Channel& channel;
    const Received& request;
    int connection;  // from 0
    int number;      // of the request on this connection, from 0

    bool send(std::string_view bytes) const { return channel.write(bytes); }
    // Says nothing more until the client gives up.
    After fall_silent() const {
        (void)channel.closed_within(std::chrono::minutes(1));
        return After::close;
    }
};
}  // namespace raw

// On 127.0.0.1, at a port that is free.
class RawServer {
  public:
    using Handler = std::function<After(const Exchange&)>;

    explicit RawServer(Handler handler, std::function<void()> on_accept = {});
    RawServer(Handler handler, const TlsSettings& tls);
    ~RawServer();
    RawServer(const RawServer&) = delete;
    RawServer& operator=(const RawServer&) = delete;

    std::uint16_t port() const { return port_; }
    int connections() const;
    std::vector<Received> received() const;
    // Subjects of what the client sent in its last handshake, its own certificate first.
    std::vector<std::string> client_chain() const;
    // Returns when this end of so many connections has been closed.
    void wait_for_closed(int count);

  private:
    void listen();
    void accept_all();
    void serve(Channel& channel, int connection);
    bool read_request(Channel& channel, std::string& buffer, Received& request);
    void note_chain(SSL* tls);

    struct FreeContext {
        void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    };

    Handler handler_;
    std::function<void()> on_accept_;
    std::unique_ptr<SSL_CTX, FreeContext> context_;
    int verdict_ = X509_V_OK;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    mutable std::mutex mutex_;  // of everything below
    std::condition_variable changed_;
    bool stopping_ = false;
    int closed_ = 0;
    std::vector<std::shared_ptr<Channel>> channels_;
    std::vector<std::thread> threads_;
    std::vector<Received> received_;
    std::vector<std::string> chain_;
    std::thread acceptor_;
};

// An answer with its Content-Length; `headers` are whole lines.
std::string answer(std::string_view body, std::string_view headers = {},
                   std::string_view status = "200 OK");

}  // namespace fedcloud::http
