// Site profiles on disk, and the program that makes configuration of Nagios of them.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "checker.hpp"
#include "process.hpp"
#include "site/profile.hpp"

namespace fedcloud::test {

using Json = nlohmann::ordered_json;

// Nagios looks at what it is given as its own user: the way there must be open.
class NagiosSites {
  public:
    NagiosSites() {
        run({"/bin/chmod", "755", folder_.path()});
        run({"/bin/mkdir", "-p", folder_ / "profiles", folder_ / "etc", folder_ / "overrides"});
    }

    static Json service(const std::string& key) {
        return {{"key", key},
                {"type", "eu.egi.cloud.vm-management.occi"},
                {"host", "h" + key + ".example.org"},
                {"url", "https://h" + key + ".example.org:11443/"},
                {"monitored", true},
                {"production", true}};
    }

    static Json profile(const std::string& site) {
        return {{"format", 1},
                {"site", site},
                {"ngi", "NGI_SI"},
                {"vos", {"ops"}},
                {"pulled", {{"from", "https://goc.example.org/"}, {"at", "2026-11-21T14:00:00Z"}}},
                {"services", {service("1G0")}}};
    }

    void put(const Json& profile) const {
        const auto name = site::encode_name(profile.at("site").get<std::string>());
        write_file(folder_ / ("profiles/" + name + ".json"), profile.dump(), 0644);
    }

    Arguments command(const Arguments& more = {}) const {
        Arguments words{FEDCLOUD_NAGIOS_CONFIG,
                        "--target",
                        "nagios",
                        "--output",
                        output(),
                        "--profile-dir",
                        folder_ / "profiles",
                        "--override-dir",
                        folder_ / "overrides",
                        "--metrics",
                        METRIC_PROFILE};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
    Outcome generate(const Arguments& more = {}) const { return run(command(more)); }

    std::string output() const { return folder_ / "etc/fedcloud"; }
    std::string objects() const { return content_of(output() + "/objects.cfg"); }
    std::string operator/(const std::string& name) const { return folder_ / name; }

    static bool has_nagios() { return !config::installed_checker({"nagios4", "nagios"}).empty(); }

  private:
    TemporaryFolder folder_;
};

inline std::size_t count(const std::string& text, const std::string& what) {
    std::size_t times = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
        ++times;
    }
    return times;
}

}  // namespace fedcloud::test
