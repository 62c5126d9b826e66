#include "testbed.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "control_client.hpp"

namespace fedcloud::test {
namespace {

Arguments command(const std::vector<std::string>& sites, const Arguments& more) {
    Arguments words{FEDCLOUD_TESTBED, "--lifetime", "280"};
    for (const auto& site : sites) {
        words.insert(words.end(), {"--site", site});
    }
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

}  // namespace

Testbed::Testbed(const std::vector<std::string>& sites, const Arguments& more)
    : process_(command(sites, more)) {
    const std::vector<std::pair<std::string, std::string>> kinds{
        {"sites", "endpoint"}, {"keystones", "url"},  {"issuers", "issuer"},
        {"bdiis", "url"},      {"cdmis", "endpoint"}, {"peruns", "url"},
        {"apels", "url"},      {"appdbs", "url"},     {"gocdbs", "url"}};
    for (const auto& [kind, url] : kinds) {
        for (const auto& entry : process_.announcement().value(kind, Json::array())) {
            const std::string name = entry.at("name");
            servers_.push_back({name, entry.at(url), entry.at("port"), '/' + kind + '/' + name});
        }
    }
}

const Testbed::Server& Testbed::find(const std::string& server) const {
    const auto found = std::find_if(servers_.begin(), servers_.end(),
                                    [&](const Server& each) { return each.name == server; });
    if (found == servers_.end()) {
        throw std::runtime_error("no such server: " + server);
    }
    return *found;
}

std::string Testbed::endpoint(const std::string& server) const {
    return find(server).url;
}

int Testbed::port(const std::string& server) const {
    return find(server).port;
}

std::string Testbed::pki(const std::string& name) const {
    return process_.announcement().at("pki").get<std::string>() + '/' + name;
}

Json Testbed::call(const std::string& method, const std::string& path, const Json& body) const {
    return control_call(process_.announcement().at("control"), method, path, body);
}

Json Testbed::machines(const std::string& site) const {
    return call("GET", find(site).path + "/machines");
}

Json Testbed::add_machine(const std::string& site, const Json& machine) const {
    return call("POST", find(site).path + "/machines", machine);
}

void Testbed::forget_machines(const std::string& site) const {
    call("DELETE", find(site).path + "/machines");
}

Json Testbed::objects(const std::string& cdmi) const {
    return call("GET", find(cdmi).path + "/objects");
}

Json Testbed::add_object(const std::string& cdmi, const Json& object) const {
    return call("POST", find(cdmi).path + "/objects", object);
}

void Testbed::forget_objects(const std::string& cdmi) const {
    call("DELETE", find(cdmi).path + "/objects");
}

Json Testbed::requests(const std::string& server) const {
    return call("GET", find(server).path + "/requests");
}

Json Testbed::counters(const std::string& server) const {
    return call("GET", find(server).path).at("counters");
}

void Testbed::settings(const std::string& server, const Json& settings) const {
    call("PUT", find(server).path + "/settings", settings);
}

void Testbed::fault(const std::string& server, const Json& fault) const {
    call("POST", find(server).path + "/faults", fault);
}

void Testbed::clear_faults(const std::string& server) const {
    call("DELETE", find(server).path + "/faults");
}

void Testbed::reset_requests(const std::string& server) const {
    call("DELETE", find(server).path + "/requests");
}

void Testbed::put_page(const std::string& server, const Json& page) const {
    call("PUT", find(server).path + "/pages", page);
}

Json Testbed::tokens(const std::string& keystone) const {
    return call("GET", find(keystone).path + "/tokens");
}

void Testbed::revoke_tokens(const std::string& keystone) const {
    call("DELETE", find(keystone).path + "/tokens");
}

void Testbed::replace_registry(const std::string& gocdb, const Json& registry) const {
    call("PUT", find(gocdb).path + "/registry", registry);
}

void Testbed::replace_downtimes(const std::string& gocdb, const Json& downtimes) const {
    call("PUT", find(gocdb).path + "/downtimes", downtimes);
}

void Testbed::replace_entries(const std::string& bdii, const std::string& ldif) const {
    call("PUT", find(bdii).path + "/entries", {{"ldif", ldif}});
}

void Testbed::restore_entries(const std::string& bdii) const {
    call("DELETE", find(bdii).path + "/entries");
}

bool Testbed::wait_for_requests(const std::string& server, int count) const {
    using namespace std::chrono_literals;
    const auto end = std::chrono::steady_clock::now() + 10s;
    while (std::chrono::steady_clock::now() < end) {
        if (counters(server).at("requests").get<int>() >= count) {
            return true;
        }
        std::this_thread::sleep_for(2ms);  // between two looks, not instead of one
    }
    return false;
}

}  // namespace fedcloud::test
