// The main configuration that nagios -v is given to look at a draft.
#pragma once

#include <string>
#include <vector>

#include "target.hpp"

namespace fedcloud::config::nagios {

struct MainConfig {
    std::string content;
    std::vector<std::string> to_do;  // what the administrator's own lacks
};

// Of all checks.
std::chrono::seconds longest_timeout(const Plan& plan);

// A folder that Nagios finds fit to write in, whoever it turns into: it looks even with -v.
std::string spool(const Verification& verification);

// The administrator's one, whose text is given, with the draft in the place of the folder and the
// scratch folder in the place of every file that Nagios would write. The error: with it, Nagios
// would read the folders beside the generated one as well.
Expected<MainConfig, std::string> draft_config(const std::string& text,
                                               const Verification& verification);

// The least that goes with the draft. `stubs`: objects that it names and that are not its own.
std::string minimal_config(const Verification& verification, const std::string& stubs);

// The scheduler's host and its services that checks depend on.
std::string stub_objects(const Plan& plan);

}  // namespace fedcloud::config::nagios
