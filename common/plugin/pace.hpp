// How long to wait between two looks at something that takes its time.
#pragma once

#include "plugin/deadline.hpp"

namespace fedcloud::plugin {

// Dense at first, so that a fast service is measured well, then ever slower, at most 5 s apart, so
// that a slow one is not pestered: 0.1 s, then every 0.4 s for four seconds, then 1.3 times longer
// each time.
class Pace {
  public:
    Clock::duration next();

  private:
    Duration waited_{};
    Duration last_{};
};

}  // namespace fedcloud::plugin
