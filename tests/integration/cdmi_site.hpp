// A CDMI server of the testbed with a state folder of its own, and check_cdmi pointed at it.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "process.hpp"
#include "testbed.hpp"

namespace fedcloud::test {

class CdmiSite {
  public:
    CdmiSite(const Testbed& testbed, std::string name)
        : testbed_(testbed), name_(std::move(name)) {}

    Arguments command(const Arguments& more = {}, int timeout = 20) const {
        Arguments words{CHECK_CDMI,    "-t",         std::to_string(timeout), "-e", endpoint(),
                        "--state-dir", state_.path()};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
    // Without a credential.
    Outcome run(const Arguments& more = {}, int timeout = 20) const {
        Arguments words{"-n", "none"};
        words.insert(words.end(), more.begin(), more.end());
        return test::run(command(words, timeout));
    }

    const std::string& name() const { return name_; }
    std::string endpoint() const { return testbed_.endpoint(name_); }
    const std::string& state() const { return state_.path(); }
    std::vector<std::string> journal() const { return list_folder(state_ / "journal"); }

    // Paths of what we, or somebody else, put there.
    std::vector<std::string> ours() const { return paths("http"); }
    std::vector<std::string> foreign() const { return paths("foreign"); }

    // "GET capabilities", "GET root", "PUT container", "DELETE object": what a request is for.
    static std::string purpose(const Json& request) {
        const std::string path = request.at("path");
        const auto at = path.find("fedcloud-probe-");
        return request.at("method").get<std::string>() + ' ' +
               (path.find("cdmi_capabilities") != std::string::npos ? "capabilities"
                : at == std::string::npos                           ? "root"
                : path.back() == '/'                                ? "container"
                                                                    : "object");
    }
    std::vector<std::string> purposes() const {
        std::vector<std::string> list;
        for (const auto& request : testbed_.requests(name_)) {
            list.push_back(purpose(request));
        }
        return list;
    }

  private:
    std::vector<std::string> paths(const std::string& owner) const {
        std::vector<std::string> list;
        for (const auto& object : testbed_.objects(name_)) {
            if (object.at("owner") == owner) {
                list.push_back(object.at("path"));
            }
        }
        return list;
    }

    const Testbed& testbed_;
    std::string name_;
    TemporaryFolder state_;
};

inline void expect_nothing_left(const CdmiSite& site) {
    EXPECT_EQ(site.ours(), std::vector<std::string>{});
    EXPECT_EQ(site.journal(), std::vector<std::string>{});
}

}  // namespace fedcloud::test
