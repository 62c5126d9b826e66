// Options in files that are written by hand, held against what the programs' --help says: a probe
// would tell only when it is run, and what never reaches it nobody would tell.
#pragma once

#include <string>
#include <vector>

#include "metrics/metric_profile.hpp"
#include "program_options.hpp"
#include "site/overrides.hpp"

namespace fedcloud::config {

// A sentence for each, cleaned, that begins with the JSON pointer of the field: options that the
// program has not, values of flags, options without their value or given twice, numbers and ranges
// that are none. What else a value may be only the program knows.
std::vector<std::string> option_problems(const metrics::MetricProfile& profile,
                                         const std::vector<Program>& programs);
std::vector<std::string> option_problems(const site::Overrides& overrides,
                                         const std::vector<Program>& programs);

}  // namespace fedcloud::config
