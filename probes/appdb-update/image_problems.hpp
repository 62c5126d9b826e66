// One image of a list: what it is called, and what it lacks. Pure.
#pragma once

#include <string>
#include <vector>

#include "image_list.hpp"

namespace fedcloud::appdb_update {

// What an image lacks: "no hv:uri", "sl:checksum:sha512 has 127 digits instead of 128".
std::vector<std::string> problems_of(const Image& image);
bool has_expired(const Image& image, Time now);

// "Image for CernVM [Scientific Linux/6.0/KVM] (c0482bc2-bf41-5d49-aaaa-a750174a186b)"
std::string describe(const Image& image);

}  // namespace fedcloud::appdb_update
