// A site in this process: service, Keystone or issuer, by a table of what is answered to what.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "raw_server.hpp"

namespace fedcloud::auth {

// Whole answers; `headers` are whole lines.
std::string reply(int status, const std::string& body = "", const std::string& headers = "");
std::string json_reply(int status, const std::string& body, const std::string& headers = "");

// The value of a header of a request; empty if it is not there.
std::string header_of(const http::Received& request, const std::string& name);

class Site {
  public:
    using Rule = std::function<std::string(const http::Received&)>;

    Site();

    // `what` is "GET /path". Of several answers each is given once, the last one from then on. An
    // empty one breaks the connection. What there is no rule for is answered by 404.
    void on(const std::string& what, Rule rule);
    void on(const std::string& what, std::string answer);
    void on(const std::string& what, std::vector<std::string> answers);

    std::string url(const std::string& path = "", const std::string& host = "127.0.0.1") const;
    std::string origin() const { return url(); }
    // "GET /path" of every request, in their order.
    std::vector<std::string> requests() const;
    std::vector<http::Received> received() const { return server_.received(); }
    http::Received last() const { return server_.received().back(); }
    int connections() const { return server_.connections(); }
    // Is it anywhere in what was sent here?
    bool was_told(const std::string& text) const;

  private:
    std::string react(const http::Received& request);

    std::mutex mutex_;  // of rules_
    std::map<std::string, Rule> rules_;
    http::RawServer server_;
};

}  // namespace fedcloud::auth
