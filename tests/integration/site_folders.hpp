// A site's profile and its overrides in folders of their own, and probes that are pointed at them.
#pragma once

#include <gtest/gtest.h>

#include <ctime>
#include <string>

#include "process.hpp"
#include "testbed.hpp"

namespace fedcloud::test {

inline std::string utc(std::time_t time) {
    std::string text(20, '\0');
    std::tm parts{};
    gmtime_r(&time, &parts);
    (void)strftime(text.data(), text.size() + 1, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

// Site "EXAMPLE SITE" unless it is called otherwise.
class SiteFolders {
  public:
    SiteFolders() {
        site["format"] = 1;
        site["site"] = "EXAMPLE SITE";
        site["pulled"] = {{"from", "https://goc.example.org/"}, {"at", utc(std::time(nullptr))}};
        site["services"] = Json::array();
        site["downtimes"] = Json::array();
    }

    Json& add(const std::string& key, const std::string& type, const std::string& endpoint) {
        site["services"].push_back({{"key", key},
                                    {"type", type},
                                    {"host", "127.0.0.1"},
                                    {"url", endpoint},
                                    {"monitored", true},
                                    {"production", true},
                                    {"parameters", {{"endpoint", endpoint}}}});
        return site["services"].back();
    }
    void add_downtime(const std::string& key, int from_hours, int to_hours,
                      const std::string& description) {
        const auto now = std::time(nullptr);
        site["downtimes"].push_back({{"key", "7G0"},
                                     {"services", {key}},
                                     {"severity", "outage"},
                                     {"classification", "scheduled"},
                                     {"start", utc(now + 3600 * from_hours)},
                                     {"end", utc(now + 3600 * to_hours)},
                                     {"description", description}});
    }
    // `pretty`: as a person would lay it out, not as fedcloud-profiles does.
    void write(bool pretty = false) const {
        write_file(profile(), pretty ? site.dump(2) : lines(), 0644);
    }
    void override_with(const Json& overrides) const {
        write_file(overrides_path(), overrides.dump(), 0644);
    }

    // --site alone, and then `more`.
    Arguments command(const std::string& program, const Arguments& more = {}) const {
        Arguments words{program,          "--site",         "EXAMPLE%20SITE", "--profile-dir",
                        profiles_.path(), "--override-dir", overrides_.path()};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
    std::string profile() const { return profiles_ / "EXAMPLE%20SITE.json"; }
    std::string overrides_path() const { return overrides_ / "EXAMPLE%20SITE.json"; }

    Json site;

  private:
    std::string lines() const {
        std::string text;
        for (const auto& [name, value] : site.items()) {
            text += (text.empty() ? "{\n\"" : ",\n\"") + name + "\":";
            if (name != "services" && name != "downtimes") {
                text += value.dump();
                continue;
            }
            std::string elements;
            for (const auto& element : value) {
                elements += (elements.empty() ? "\n" : ",\n") + line(element);
            }
            text += '[' + elements + "\n]";
        }
        return text + "\n}\n";
    }
    // Key and type, or services, first.
    static std::string line(Json element) {
        const auto* const second = element.contains("type") ? "type" : "services";
        auto text = R"({"key":)" + element["key"].dump() + ",\"" + second +
                    "\":" + element[second].dump() + ',';
        element.erase("key");
        element.erase(second);
        return text + element.dump().substr(1);
    }

    TemporaryFolder profiles_;
    TemporaryFolder overrides_;
};

}  // namespace fedcloud::test
