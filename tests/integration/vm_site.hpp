// A site of the testbed with a state folder of its own, and check_occi_vm pointed at it.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "process.hpp"
#include "testbed.hpp"

namespace fedcloud::test {

class VmSite {
  public:
    VmSite(const Testbed& testbed, std::string name) : testbed_(testbed), name_(std::move(name)) {}

    Arguments command(const Arguments& more = {}, int timeout = 30) const {
        Arguments words{CHECK_OCCI_VM,
                        "-t",
                        std::to_string(timeout),
                        "-e",
                        testbed_.endpoint(name_),
                        "--os-tpl",
                        is_ooi() ? ooi_image : rocci_image,
                        "--compute-title",
                        "test",
                        "--state-dir",
                        state_.path(),
                        "-n",
                        "none"};
        if (is_ooi()) {
            words.insert(words.end(), {"--resource-tpl", ooi_size});
        }
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
    Outcome run(const Arguments& more = {}, int timeout = 30) const {
        return test::run(command(more, timeout));
    }

    const std::string& name() const { return name_; }
    const std::string& state() const { return state_.path(); }
    std::vector<std::string> journal() const { return list_folder(state_ / "journal"); }

    // Machines that are not on their way out.
    std::size_t machines_left() const {
        std::size_t count = 0;
        for (const auto& machine : testbed_.machines(name_)) {
            count += machine.at("deleting").get<bool>() ? 0U : 1U;
        }
        return count;
    }
    // "GET /-/", "POST /compute/", "DELETE /compute/", "GET /compute/ID": what a request is for.
    std::string purpose(int number) const {
        const auto log = testbed_.requests(name_);
        if (number < 1 || static_cast<std::size_t>(number) > log.size()) {
            return "";
        }
        const auto& request = log[static_cast<std::size_t>(number) - 1];
        const std::string path = request.at("path");
        const bool instance =
            path.find("/compute/") != std::string::npos && path.size() > path.find("/compute/") + 9;
        return request.at("method").get<std::string>() + ' ' +
               (path.find("/-/") != std::string::npos ? "model"
                : instance                            ? "instance"
                                                      : "collection");
    }

    static constexpr auto ooi_image = "Image for EGI CirrOS [CirrOS/0.3.5/KVM]";
    static constexpr auto ooi_size = "Flavor: tb1.tiny";
    static constexpr auto rocci_image = "uuid_egi_cirros_2";

  private:
    bool is_ooi() const { return name_.rfind("ooi", 0) == 0; }

    const Testbed& testbed_;
    std::string name_;
    TemporaryFolder state_;
};

}  // namespace fedcloud::test
