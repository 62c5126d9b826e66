// The same CDMI server many times over, so that something can happen at every request of a run,
// each at a server of its own and all at once.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cdmi_site.hpp"

namespace fedcloud::test {

class ManyCdmi {
  public:
    // Servers "1", "2", and so on, one for each request of a good run.
    explicit ManyCdmi(const std::string& dialect)
        : good_(good_run(dialect)), testbed_({}, options(dialect, good_.size())) {
        for (std::size_t i = 1; i <= good_.size(); ++i) {
            sites_.push_back(std::make_unique<CdmiSite>(testbed_, std::to_string(i)));
        }
    }

    // What the requests of a good run are for, see CdmiSite::purpose().
    const std::vector<std::string>& good() const { return good_; }
    const Testbed& testbed() const { return testbed_; }
    // Counted from 1, as requests are.
    const CdmiSite& site(std::size_t number) const { return *sites_[number - 1]; }

    // Runs `command(n)` for each n, a few of them at once, and hands over what came of it.
    template <typename Start, typename Take>
    void each(Start start, Take take) const {
        constexpr std::size_t at_once = 7;
        for (std::size_t first = 1; first <= good_.size(); first += at_once) {
            std::vector<std::unique_ptr<Process>> running;
            for (std::size_t n = first; n < first + at_once && n <= good_.size(); ++n) {
                running.push_back(start(n));
            }
            for (std::size_t i = 0; i < running.size(); ++i) {
                take(first + i, running[i]->wait());
            }
        }
    }

  private:
    static std::vector<std::string> good_run(const std::string& dialect) {
        const Testbed testbed({}, options(dialect, 1));
        const CdmiSite site(testbed, "1");
        EXPECT_EQ(site.run().status, 0);
        return site.purposes();
    }
    static Arguments options(const std::string& dialect, std::size_t count) {
        Arguments words;
        for (std::size_t i = 1; i <= count; ++i) {
            words.insert(words.end(), {"--cdmi", std::to_string(i) + ",dialect=" + dialect});
        }
        return words;
    }

    std::vector<std::string> good_;
    Testbed testbed_;
    std::vector<std::unique_ptr<CdmiSite>> sites_;
};

}  // namespace fedcloud::test
