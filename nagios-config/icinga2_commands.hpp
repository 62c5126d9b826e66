// CheckCommand objects of Icinga 2, one for each program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan.hpp"
#include "program_options.hpp"

namespace fedcloud::config::icinga2 {

// "check_occi_vm": "fedcloud_occi_vm"; a program of another name, "fedcloud.NAME".
std::string command_name(std::string_view program);

// "os-tpl": "fedcloud_os_tpl"
std::string variable_name(std::string_view option);

// The definition of one command: a list of words, which no shell sees; every option of the program
// is an argument, described, and taken from a variable. Further words come from
// fedcloud_arguments. `folder` is an expression: a literal, or the name of a constant.
std::string render_command(const Program& program, std::string_view folder);

// The commands of a plan, also of programs that are not of this suite.
std::string render_commands(const Plan& plan, const std::vector<Program>& known);

// The file for the template library: every program of the suite, in the folder FedcloudProbeDir.
// `installed_as` is the path that people will include.
std::string render_library(const std::vector<Program>& programs, std::string_view probe_dir,
                           std::string_view installed_as);

// The variables by which a command gets the arguments of a check: lines "vars.fedcloud_… = …".
std::string render_variables(const Check& check, const Program* program, std::string_view indent);

}  // namespace fedcloud::config::icinga2
