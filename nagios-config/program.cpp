#include "program.hpp"

namespace fedcloud::config {

int run_program(int argc, const char* const* argv) {
    return argc > 1 && argv != nullptr ? 3 : 3;
}

}  // namespace fedcloud::config
