// A server in this process that answers each request with the bytes it is told.
#pragma once

#include <functional>
#include <memory>
#include <string>

namespace fedcloud::http {

class ScriptedServer;

namespace test {

struct Reaction {
    std::string text;
    bool close = false;   // closes the connection afterwards
    bool reset = false;   // the same with RST
    bool silent = false;  // says nothing more until the client gives up
};

// On 127.0.0.1, at a port that is free.
class RawServer {
  public:
    // Takes the whole request, head and body.
    explicit RawServer(std::function<Reaction(const std::string&)> react);
    ~RawServer();
    RawServer(const RawServer&) = delete;
    RawServer& operator=(const RawServer&) = delete;

    std::string url(const std::string& path = "/") const;
    int connections() const;
    int requests() const;

  private:
    std::unique_ptr<ScriptedServer> server_;
};

// An answer with its Content-Length; `headers` are whole lines.
std::string answer(const std::string& body, const std::string& headers = {}, int status = 200);

}  // namespace test
}  // namespace fedcloud::http
