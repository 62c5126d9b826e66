// Settings that the control API changes while the server's threads read them.
#pragma once

#include <mutex>
#include <utility>

#include "model.hpp"

namespace fedcloud::testbed {

// Needs apply_settings(Value&, const Json&), which throws std::invalid_argument and then leaves the
// value as it was.
template <typename Value>
class SharedSettings {
  public:
    explicit SharedSettings(Value value) : value_{std::move(value)} {}

    Value get() const {
        const std::lock_guard lock{mutex_};
        return value_;
    }

    void apply(const Json& changes) {
        const std::lock_guard lock{mutex_};
        apply_settings(value_, changes);
    }

  private:
    mutable std::mutex mutex_;
    Value value_;
};

}  // namespace fedcloud::testbed
