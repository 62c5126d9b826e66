// What a federated cloud's model must offer. Pure: a model in, findings out.
#pragma once

#include <string>
#include <vector>

#include "occi/model.hpp"
#include "options.hpp"
#include "plugin/state.hpp"

namespace fedcloud::occi_vm {

struct Finding {
    plugin::State state = plugin::State::ok;
    std::string name;  // "basic-kinds"
    std::string text;
};

// One finding for each check that `options` ask for.
std::vector<Finding> check_model(const occi::Model& model, const Options& options);

// "7 kinds, 12 os_tpl, 4 resource_tpl".
std::string describe(const occi::Model& model);

}  // namespace fedcloud::occi_vm
