#include "commands.hpp"

namespace fedcloud::profiles {

Subcommand diff_command() {
    return {"diff", "", "Tells what a pull would change, or how two folders of profiles differ.",
            {},     {}, [](Context&) -> Expected<Exit, std::string> { return Exit::done; }};
}

}  // namespace fedcloud::profiles
