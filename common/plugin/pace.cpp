#include "plugin/pace.hpp"

#include <algorithm>

namespace fedcloud::plugin {

Clock::duration Pace::next() {
    constexpr Duration first{0.1};
    constexpr Duration dense{0.4};
    constexpr Duration dense_for{4};
    constexpr Duration slowest{5};
    if (waited_ == Duration::zero()) {
        last_ = first;
    } else if (waited_ < dense_for) {
        last_ = dense;
    } else {
        last_ = std::min(last_ * 1.3, slowest);
    }
    waited_ += last_;
    return std::chrono::duration_cast<Clock::duration>(last_);
}

}  // namespace fedcloud::plugin
