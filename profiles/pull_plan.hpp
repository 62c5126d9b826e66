// From the options of a pull to its plan: GOCDB is asked, the folder is read, nothing is written.
#pragma once

#include <optional>
#include <string>

#include "locked_folder.hpp"
#include "plan.hpp"
#include "pull_options.hpp"
#include "render_changes.hpp"
#include "subcommand.hpp"

namespace fedcloud::profiles {

struct Prepared {
    Plan plan;
    ChangeReport report;
    // Held from before the first request on, so that of two pulls the later one has the later
    // answers. Nothing if it was not wanted.
    std::optional<LockedFolder> folder;
};

// Tells warnings and progress. `interrupt_fd` is readable as soon as a signal asks to end. With
// `lock` the folder is locked, and made if it is missing once
// GOCDB has answered.
Expected<Prepared, std::string> prepare_pull(const PullOptions& options, bool lock,
                                             int interrupt_fd, Context& context);

}  // namespace fedcloud::profiles
