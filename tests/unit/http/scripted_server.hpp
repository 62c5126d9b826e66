// A server on loopback that reacts to each request as a test says.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <thread>

namespace fedcloud::http::test {

// What to do once a whole request has come.
struct Reaction {
    std::string send;
    bool close = false;   // end the connection afterwards
    bool reset = false;   // with RST instead of FIN
    bool silent = false;  // answer nothing more until the client goes
};

class ScriptedServer {
  public:
    // `react` is called for each request, with its head and body, from the server's thread.
    explicit ScriptedServer(std::function<Reaction(const std::string& request)> react);
    ~ScriptedServer();
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;

    std::string url(const std::string& path = "/") const;
    int connections() const { return connections_; }
    int requests() const { return requests_; }

  private:
    void run();
    void serve(int connection);

    std::function<Reaction(const std::string&)> react_;
    int listener_ = -1;
    int stop_ = -1;
    int port_ = 0;
    std::atomic<int> connections_ = 0;
    std::atomic<int> requests_ = 0;
    std::thread thread_;
};

// A complete answer with a Content-Length.
std::string answer(const std::string& body, const std::string& headers = "", int status = 200);

}  // namespace fedcloud::http::test
