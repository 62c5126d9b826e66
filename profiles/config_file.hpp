// Options from a file: "option = value" lines in the section of a subcommand.
#pragma once

#include <string>
#include <vector>

#include "plugin/expected.hpp"
#include "plugin/options.hpp"

namespace fedcloud::profiles {

inline constexpr auto default_config_file = "/etc/argo/probes/fedcloud/fedcloud.conf";

struct ConfigSection {
    std::string path;
    bool must_exist = true;  // it was named; the default one may be missing
    std::string section;     // "pull"
};

// Sets the options of `table` that the section has, but for those in `given`, which the command
// line has already. An option may stand there again and again if it may be repeated; a bare flag
// takes true or false. Returns warnings: what stands in no section, and other sections, which may
// be misspelt. The error names the file and the option.
Expected<std::vector<std::string>, std::string> apply_config(const ConfigSection& config,
                                                             const plugin::OptionTable& table,
                                                             const plugin::GivenOptions& given);

}  // namespace fedcloud::profiles
