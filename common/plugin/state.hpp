// The four states of a plugin and their order of severity.
#pragma once

#include <string_view>

namespace fedcloud::plugin {

// The value is the exit status (Monitoring Plugins guidelines).
enum class State { ok = 0, warning = 1, critical = 2, unknown = 3 };

// OK < WARNING < UNKNOWN < CRITICAL: what is known to be broken outweighs what could not be told.
State worst(State a, State b);

std::string_view to_string(State state);  // "OK", "WARNING", "CRITICAL", "UNKNOWN"
int exit_status(State state);

}  // namespace fedcloud::plugin
