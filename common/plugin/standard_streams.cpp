#include "plugin/standard_streams.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace fedcloud::plugin {

void open_standard_streams() {
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
        if (fcntl(stream, F_GETFD) == -1) {
            // open(2) takes the lowest number that is free; kept until the end.
            (void)open("/dev/null", O_RDONLY);
        }
    }
}

}  // namespace fedcloud::plugin
