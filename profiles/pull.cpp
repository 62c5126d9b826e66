#include "commands.hpp"

namespace fedcloud::profiles {

Subcommand pull_command() {
    return {"pull",
            "",
            "Fetches sites, services and downtimes from a GOCDB and writes one profile per site.",
            {},
            {},
            [](Context&) -> Expected<Exit, std::string> { return Exit::done; }};
}

}  // namespace fedcloud::profiles
