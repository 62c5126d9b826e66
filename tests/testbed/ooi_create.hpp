// How ooi 1.2 makes a nova server of what a client said, and what it refuses.
#pragma once

#include <optional>
#include <string>

#include "machine_store.hpp"
#include "model.hpp"
#include "occi_input.hpp"

namespace fedcloud::testbed::ooi {

struct Problem {
    int status = 400;
    std::string message;
};

// Fills the machine in; returns what is wrong, if anything is.
std::optional<Problem> read_machine(const OcciInput& input, const Model& model, Machine& machine);

}  // namespace fedcloud::testbed::ooi
