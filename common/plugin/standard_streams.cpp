#include "plugin/standard_streams.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace fedcloud::plugin {

void open_standard_streams() {
    // open(2) takes the lowest number that is free.
    int file = open("/dev/null", O_RDWR);
    while (file >= 0 && file <= STDERR_FILENO) {
        file = open("/dev/null", O_RDWR);
    }
    if (file >= 0) {
        close(file);
    }
}

}  // namespace fedcloud::plugin
