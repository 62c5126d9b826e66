// A site of the testbed that sends its clients to a Keystone, and check_occi_vm before it.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "expectations.hpp"
#include "vm_site.hpp"

namespace fedcloud::test {

// "ooi-site" behind "keystone", both over TLS at localhost, and an issuer whose tokens count.
class KeystoneSite {
  public:
    // Further settings of the three: ",versions=v2.0", and further options of the testbed.
    explicit KeystoneSite(const std::string& of_keystone = "", const std::string& of_site = "",
                          const Arguments& more = {})
        : testbed({"ooi-site,dialect=ooi,tls=good,prefix=/occi1.1,auth=keystone,keystone=keystone" +
                   of_site},
                  options(of_keystone, more)),
          site(testbed, "ooi-site") {}

    // A whole run with a machine, or only the model; `more` tells who we are.
    Outcome run(const Arguments& more, const Environment& environment = {}) const {
        return test::run(command(more), environment);
    }
    Outcome read_model(Arguments more, const Environment& environment = {}) const {
        more.emplace_back("--checks-only");
        return run(more, environment);
    }
    // Of the endpoint that Keystone's catalogue gives.
    Outcome read_model_of_catalogue(const Arguments& more) const {
        Arguments words{CHECK_OCCI_VM,
                        "--checks-only",
                        "-t",
                        "20",
                        "--ca-path",
                        testbed.pki("certificates"),
                        "--oidc-issuer",
                        testbed.endpoint("issuer"),
                        "--keystone-url",
                        testbed.endpoint("keystone"),
                        "--state-dir",
                        site.state()};
        words.insert(words.end(), more.begin(), more.end());
        return test::run(words);
    }
    Arguments command(const Arguments& more) const {
        Arguments words{"-n",   "auto", "--ca-path",     testbed.pki("certificates"),
                        "--vo", "ops",  "--oidc-issuer", testbed.endpoint("issuer")};
        words.insert(words.end(), more.begin(), more.end());
        return site.command(words);
    }
    Arguments by_token() const { return {"--access-token", testbed.pki("token-good.jwt")}; }
    // The user whom every Keystone of the testbed knows.
    Arguments by_password(const std::string& password = "secret") const {
        write_file(site.state() + "/password", password + '\n');
        return {"-u", "probe", "--password-file", site.state() + "/password"};
    }
    // "GET /identity/v3/auth/projects", in their order.
    std::vector<std::string> asked(const std::string& server) const {
        std::vector<std::string> list;
        for (const auto& request : testbed.requests(server)) {
            list.push_back(request.at("method").get<std::string>() + ' ' +
                           request.at("path").get<std::string>());
        }
        return list;
    }
    int connections(const std::string& server) const {
        return testbed.counters(server).at("connections");
    }

    Testbed testbed;
    VmSite site;

  private:
    static Arguments options(const std::string& of_keystone, const Arguments& more) {
        Arguments words{"--keystone", "keystone,tls=good,client-cert=optional" + of_keystone,
                        "--issuer", "issuer"};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
};

}  // namespace fedcloud::test
