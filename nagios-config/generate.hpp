// From the plan to the folder that the scheduler reads: render, compare, draft, verify, exchange.
#pragma once

#include <string>

#include "options.hpp"
#include "plan.hpp"

namespace fedcloud::config {

// What was done, and what is left to do, in lines. The error: why nothing has changed.
Expected<std::string, std::string> write_configuration(const Options& options, const Plan& plan);
Expected<std::string, std::string> roll_back(const Options& options);

}  // namespace fedcloud::config
