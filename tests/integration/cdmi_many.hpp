// The same CDMI server many times over, so that something can happen at every request of a run,
// each at a server of its own and all at once.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "cdmi_site.hpp"

namespace fedcloud::test {

class ManyCdmi {
  public:
    // Servers "1", "2", and so on, one for each request of a good run.
    explicit ManyCdmi(const std::string& dialect) : testbed_({}, options(dialect)) {
        for (std::size_t i = 1; i <= servers; ++i) {
            sites_.push_back(std::make_unique<CdmiSite>(testbed_, std::to_string(i)));
        }
        EXPECT_EQ(site(1).run().status, 0);
        good_ = site(1).purposes();
        EXPECT_LE(good_.size(), servers);
        testbed_.reset_requests("1");
    }

    // What the requests of a good run are for, see CdmiSite::purpose().
    const std::vector<std::string>& good() const { return good_; }
    const Testbed& testbed() const { return testbed_; }
    // Counted from 1, as requests are.
    const CdmiSite& site(std::size_t number) const { return *sites_[number - 1]; }

    // Starts a run for each request, a few at once, and hands over what came of it.
    template <typename Start, typename Take>
    void each(Start start, Take take) const {
        std::vector<std::size_t> numbers;
        for (std::size_t n = 1; n <= good_.size(); ++n) {
            numbers.push_back(n);
        }
        run(numbers, start, take);
    }
    // Whatever those could not remove, the next run does. An entry of what was never there stays:
    // it may still come.
    void expect_tidied_up_by_next(int timeout) const {
        std::vector<std::size_t> untidy;
        std::set<std::size_t> empty;
        for (std::size_t n = 1; n <= good_.size(); ++n) {
            if (!site(n).journal().empty() || !site(n).ours().empty()) {
                untidy.push_back(n);
            }
            if (site(n).ours().empty()) {
                empty.insert(n);
            }
        }
        run(
            untidy,
            [&](std::size_t number) {
                return std::make_unique<Process>(site(number).command({"-n", "none"}, timeout));
            },
            [&](std::size_t number, const Outcome& next) {
                SCOPED_TRACE("after request " + std::to_string(number));
                EXPECT_EQ(next.status, 0) << next.out;
                EXPECT_EQ(site(number).ours(), std::vector<std::string>{}) << next.out;
                EXPECT_LE(site(number).journal().size(), empty.count(number)) << next.out;
            });
    }

  private:
    template <typename Start, typename Take>
    static void run(const std::vector<std::size_t>& numbers, Start start, Take take) {
        constexpr std::size_t at_once = 13;
        for (std::size_t first = 0; first < numbers.size(); first += at_once) {
            std::vector<std::unique_ptr<Process>> running;
            for (std::size_t i = first; i < first + at_once && i < numbers.size(); ++i) {
                running.push_back(start(numbers[i]));
            }
            for (std::size_t i = 0; i < running.size(); ++i) {
                take(numbers[first + i], running[i]->wait());
            }
        }
    }

    static constexpr std::size_t servers = 28;

    static Arguments options(const std::string& dialect) {
        Arguments words;
        for (std::size_t i = 1; i <= servers; ++i) {
            words.insert(words.end(), {"--cdmi", std::to_string(i) + ",dialect=" + dialect});
        }
        return words;
    }

    Testbed testbed_;
    std::vector<std::string> good_;
    std::vector<std::unique_ptr<CdmiSite>> sites_;
};

}  // namespace fedcloud::test
