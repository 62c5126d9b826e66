// A running fedcloud-testbed and its control interface.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace fedcloud::test {

using Json = nlohmann::json;

class Testbed {
  public:
    // `sites`: one --site value each, such as "ooi-site,dialect=ooi,boot=0.2".
    explicit Testbed(const std::vector<std::string>& sites);
    ~Testbed();
    Testbed(const Testbed&) = delete;
    Testbed& operator=(const Testbed&) = delete;

    std::string endpoint(const std::string& site) const;
    int port(const std::string& site) const;
    std::string pki(const std::string& name) const;  // path of a file or folder in the PKI

    Json machines(const std::string& site) const;
    Json add_machine(const std::string& site, const Json& machine) const;
    Json requests(const std::string& site) const;
    Json counters(const std::string& site) const;  // requests, connections, tls_handshakes, …
    void settings(const std::string& site, const Json& settings) const;
    void fault(const std::string& site, const Json& fault) const;
    void clear_faults(const std::string& site) const;
    void reset_requests(const std::string& site) const;
    void forget_machines(const std::string& site) const;
    // Until the site has had `count` requests since the last reset; false after ten seconds.
    bool wait_for_requests(const std::string& site, int count) const;

  private:
    struct State;
    Json call(const std::string& method, const std::string& path, const Json& body) const;

    std::unique_ptr<State> state_;
};

}  // namespace fedcloud::test
