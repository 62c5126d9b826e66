// What tells that a folder is ours to replace: a marker in it, and its name.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "folder_io.hpp"
#include "plan.hpp"

namespace fedcloud::config {

inline constexpr const char* marker_name =
    ".fedcloud-nagios-config";  // hidden: no scheduler reads it

struct Marker {
    std::string target;
    std::set<std::string> files;
};

Expected<Marker, std::string> read_marker(const std::string& folder);
std::string marker_text(const std::string& target, const std::vector<File>& files);

// Whether `path` may be the name of an output. Nothing is looked at.
Done judge_name(const std::string& path);
// What can be told at a glance, also while another run is at work on it: a folder of ours has a
// marker at any time. None, and an empty one, are fine.
Done judge_marker(const std::string& folder);

}  // namespace fedcloud::config
