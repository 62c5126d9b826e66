// Which of the projects that Keystone offers is the one to work in. Pure.
#pragma once

#include <string>
#include <vector>

#include "plugin/fault.hpp"

namespace fedcloud::auth {

struct Project {
    std::string id;
    std::string name;
};

// The one that `wanted` (--project) names, by name or id; else the one named exactly as `vo`; else
// the only one whose name contains it as a whole word ("EGI_ops" for "ops", but not "devops", nor
// "vo.ops.example.org"); without a VO the only one there is. Anything else is refused, with the
// list: machines in a guessed project are somebody else's bill.
plugin::Checked<Project> choose_project(const std::vector<Project>& projects,
                                        const std::string& wanted, const std::string& vo);

}  // namespace fedcloud::auth
