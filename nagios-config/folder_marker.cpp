#include "folder_marker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "plugin/input_file.hpp"

namespace fedcloud::config {
namespace {

constexpr std::string_view marker_title = "fedcloud-nagios-config 1 ";
constexpr std::array<std::string_view, 4> names_beside{".draft", ".verify", ".previous", ".lock"};

}  // namespace

// "fedcloud-nagios-config 1 nagios", then a file a line.
Expected<Marker, std::string> read_marker(const std::string& folder) {
    constexpr std::size_t largest = 64U << 20U;
    const auto text = plugin::read_input_file(folder + '/' + marker_name, largest);
    const std::string title(marker_title);
    if (!text || text->rfind(title, 0) != 0) {
        return Unexpected{text ? std::string("its marker is damaged") : text.error().text};
    }
    Marker marker;
    std::string_view rest = std::string_view(*text).substr(title.size());
    while (!rest.empty()) {
        const auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        if (marker.target.empty()) {
            marker.target = line;
        } else {
            marker.files.insert(std::string(line));
        }
    }
    return marker;
}

std::string marker_text(const std::string& target, const std::vector<File>& files) {
    std::set<std::string> names;
    for (const auto& file : files) {
        names.insert(file.path);
    }
    std::string text = std::string(marker_title) + target + '\n';
    for (const auto& name : names) {
        text += name + '\n';
    }
    return text;
}

// The names of what lies beside an output would be taken from it, or be removed with it.
Done judge_name(const std::string& path) {
    const bool beside = std::any_of(names_beside.begin(), names_beside.end(), [&](auto end) {
        return path.size() > end.size() && path.substr(path.size() - end.size()) == end;
    });
    if (beside || path == "/") {
        return Unexpected{
            fmt::format("{} cannot be written: names that end in {} are those of "
                        "what lies beside the folder, and / is everything: choose "
                        "another --output",
                        path, fmt::join(names_beside, ", "))};
    }
    return {};
}

Done judge_marker(const std::string& folder) {
    if (!exists(folder)) {
        return {};
    }
    if (!is_real_folder(folder)) {
        return Unexpected{fmt::format("{} is no folder: nothing done", folder)};
    }
    const auto empty = is_empty_folder(folder);
    if (!empty) {
        return Unexpected{empty.error()};
    }
    if (!*empty && !exists(folder + '/' + marker_name)) {
        return Unexpected{fmt::format(
            "{} was not made by this program ({} is not in it): choose another --output", folder,
            marker_name)};
    }
    return {};
}

}  // namespace fedcloud::config
