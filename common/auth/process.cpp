#include "auth/process.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace fedcloud::auth {

void forbid_core_dumps() {
    // The first also keeps systemd-coredump and ptrace away, the second holds after an exec.
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
}

}  // namespace fedcloud::auth
