// A CDMI server in memory, as small as the standard allows, with the faults that a test gives it.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "../http/scripted_server.hpp"

namespace fedcloud::cdmi {

using http::test::answer;
using http::test::Reaction;

struct Call {
    std::string method;
    std::string path;  // as it was sent
    std::string head;
    nlohmann::json body;  // null if there is none

    bool is(const std::string& wanted_method, const std::string& part) const {
        return method == wanted_method && path.find(part) != std::string::npos;
    }
    std::string header(const std::string& name) const;
};

class FakeServer {
  public:
    FakeServer();

    std::string url() const { return server_.url("/cdmi/"); }
    // Looks at each call first; what it returns is the answer. It may use do_call() for the usual
    // effect. To be set before the first call.
    std::function<std::optional<Reaction>(const Call&)> before;
    Reaction do_call(const Call& call);

    // What is there besides the root, by path.
    std::map<std::string, nlohmann::json> things;
    std::map<std::string, nlohmann::json> capabilities;  // by "", "container/", "dataobject/"
    std::string takes_version;                           // empty: any, also a list

    std::vector<std::string> log;  // "PUT /cdmi/x/", without what varies

  private:
    Reaction react(const std::string& request);
    Reaction put(const Call& call);
    Reaction get(const Call& call);
    nlohmann::json shown(const std::string& path) const;

    http::test::ScriptedServer server_;  // last: it calls from its thread
};

Reaction reply(int status, const nlohmann::json& body, const std::string& type,
               const std::string& version = "1.1.1");
Reaction reply(int status);

}  // namespace fedcloud::cdmi
