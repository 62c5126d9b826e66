#include "plugin/interrupt.hpp"

#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace fedcloud::plugin {

Interrupt::Interrupt() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGTERM, SIGINT, SIGALRM, SIGHUP, SIGQUIT, SIGXCPU}) {
        sigaddset(&signals, signal);
    }
    sigprocmask(SIG_BLOCK, &signals, nullptr);
    fd_ = signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGXFSZ, SIG_IGN);
}

Interrupt::~Interrupt() {
    if (fd_ >= 0) {
        close(fd_);
    }
}

std::optional<int> Interrupt::received() {
    signalfd_siginfo info{};
    if (!signal_ && read(fd_, &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
        signal_ = static_cast<int>(info.ssi_signo);
    }
    return signal_;
}

}  // namespace fedcloud::plugin
