// Signals that ask a probe to end: they end its waiting, not the process.
#pragma once

#include <optional>

namespace fedcloud::plugin {

// Takes SIGTERM, SIGINT, SIGALRM, SIGHUP, SIGQUIT and SIGXCPU through a signalfd for as long as it
// lives. Between two waits they stay pending, so no request is torn apart and no lock is left
// behind. SIGPIPE and SIGXFSZ are ignored: a closed pipe and a full quota become an error of
// write(2).
class Interrupt {
  public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    // Readable from the moment a signal has arrived.
    int fd() const { return fd_; }
    // The signal that has arrived first, if any.
    std::optional<int> received();

  private:
    int fd_ = -1;
    std::optional<int> signal_;
};

}  // namespace fedcloud::plugin
