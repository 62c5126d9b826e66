// From main() to the exit status: what all tools for administrators do alike.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "plugin/expected.hpp"
#include "tool/terminal.hpp"

namespace fedcloud::tool {

enum class Exit {
    done = 0,
    something_to_tell = 1,  // lint found a problem, diff a difference
    failed = 3,             // bad input or a failure: nothing was changed
};

// How it ended. The error is for the operator: what happened, where, what to do.
using Ending = Expected<Exit, std::string>;

// The exit status, once the results are written; an error is told with `where` ("fedcloud-profiles
// pull") in front of it, and so are results that could not be written.
int conclude(Terminal& terminal, const std::string& where, const Ending& ending);

// What `run` returns; 3 and a message if it throws.
int guard(Terminal& terminal, const std::string& program, const std::function<int()>& run);

// A line each, of the first hundred.
void warn(Terminal& terminal, const std::vector<std::string>& problems);

}  // namespace fedcloud::tool
