// Finding an image or a size in a site's model by whatever name it is called.
#pragma once

#include <string>
#include <string_view>

#include "occi/model.hpp"
#include "plugin/expected.hpp"

namespace fedcloud::occi {

// The mixin of `parent` (os_tpl_id or resource_tpl_id) that `wanted` means: its full identifier,
// its term, `os_tpl#TERM` as rOCCI-cli abbreviates it, or its title; compared exactly, and if
// nothing fits so, ignoring case. The error says what is missing with the nearest candidates, or
// which ones `wanted` could mean.
Expected<const Category*, std::string> find_template(const Model& model, std::string_view parent,
                                                     std::string_view wanted);

}  // namespace fedcloud::occi
