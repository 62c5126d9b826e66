// The subcommands that there are; each is defined in the source file of its name.
#pragma once

#include "subcommand.hpp"

namespace fedcloud::profiles {

Subcommand pull_command();
Subcommand diff_command();
Subcommand list_command();
Subcommand show_command();
Subcommand lint_command();
Subcommand metrics_command();

}  // namespace fedcloud::profiles
