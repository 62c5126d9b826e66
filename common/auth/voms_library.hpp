// libvomsapi, loaded when a proxy carries attributes to be read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "auth/voms.hpp"
#include "plugin/expected.hpp"

namespace fedcloud::auth {

enum class VomsVerification { none, full };

// All attribute certificates of a chain. The error is libvomsapi's own words.
Expected<std::vector<VomsAttributes>, std::string> retrieve_voms(const Chain& chain,
                                                                 const std::string& vomsdir,
                                                                 const std::string& trust_folder,
                                                                 VomsVerification verification);

}  // namespace fedcloud::auth
