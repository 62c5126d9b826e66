#include "plugin/deadline.hpp"

#include <poll.h>

#include <algorithm>
#include <array>
#include <limits>

namespace fedcloud::plugin {

using namespace std::chrono_literals;

Clock::duration Deadline::remaining() const {
    return std::max(end_ - Clock::now(), Clock::duration::zero());
}

int Deadline::remaining_ms() const {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(remaining()).count();
    return static_cast<int>(std::min<decltype(left)>(left, std::numeric_limits<int>::max()));
}

Deadline Deadline::at_most(Clock::duration time) const {
    return Deadline(std::min(end_, Clock::now() + time));
}

Budget Budget::of(Clock::time_point start, std::chrono::seconds timeout, bool needs_cleanup) {
    const Clock::duration whole = timeout;
    const Clock::duration margin = std::min<Clock::duration>(1s, whole / 20);
    const Clock::duration reserve =
        needs_cleanup ? std::min<Clock::duration>(60s, whole / 5) : Clock::duration::zero();
    const auto last = start + whole - margin;
    return {start, Deadline(last - reserve), Deadline(last), Deadline(start + whole)};
}

WaitResult wait(const Until& until) {
    return wait_for(-1, 0, until);
}

WaitResult wait_for(int fd, short events, const Until& until) {
    for (;;) {
        std::array<pollfd, 2> fds{pollfd{fd, events, 0}, pollfd{until.interrupt_fd, POLLIN, 0}};
        const int ready = poll(fds.data(), fds.size(), until.deadline.remaining_ms());
        if (fds[1].revents != 0) {
            return WaitResult::interrupted;
        }
        if (fds[0].revents != 0) {
            return WaitResult::ready;
        }
        if (ready <= 0 && until.deadline.expired()) {
            return WaitResult::timed_out;
        }
    }
}

}  // namespace fedcloud::plugin
