// A site in this process: service, Keystone or issuer, by a table of what is answered to what.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace fedcloud::auth {

struct Received {
    std::string head;  // request line and headers
    std::string body;
};

// Whole answers; `headers` are whole lines.
std::string reply(int status, const std::string& body = "", const std::string& headers = "");
std::string json_reply(int status, const std::string& body, const std::string& headers = "");

// The value of a header of a request; empty if it is not there.
std::string header_of(const Received& request, const std::string& name);

class Site {
  public:
    using Rule = std::function<std::string(const Received&)>;

    Site();
    // Over TLS, with that certificate and key; it asks for a certificate of the client's.
    explicit Site(const std::string& identity_file);
    ~Site();
    Site(const Site&) = delete;
    Site& operator=(const Site&) = delete;

    // `what` is "GET /path". Of several answers each is given once, the last one from then on. An
    // empty one breaks the connection, and `silence` keeps the client waiting. What there is no
    // rule for is answered by 404.
    static constexpr const char* silence = "silence";
    void on(const std::string& what, Rule rule);
    void on(const std::string& what, std::string answer);
    void on(const std::string& what, std::vector<std::string> answers);

    std::string url(const std::string& path = "", const std::string& host = "127.0.0.1") const;
    std::string origin() const { return url(); }
    // "GET /path" of every request, in their order.
    std::vector<std::string> requests() const;
    std::vector<Received> received() const;
    Received last() const { return received().back(); }
    int connections() const;
    // Subjects of what the client presented in its last handshake, its own certificate first.
    std::vector<std::string> client_chain() const;
    // Is it anywhere in what was sent here?
    bool was_told(const std::string& text) const;

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace fedcloud::auth
