// The media types of OCCI's renderings, and what a Content-Type says.
#include <algorithm>
#include <array>

#include "occi/rendering.hpp"
#include "plugin/text.hpp"

namespace fedcloud::occi {

MediaType media_type_of(std::string_view content_type) {
    using enum MediaType;
    constexpr std::array<std::pair<std::string_view, MediaType>, 5> known{
        {{"text/plain", text_plain},
         {"text/occi", text_occi},
         {"text/uri-list", uri_list},
         {"application/occi+json", occi_json},
         {"application/json", occi_json}}};
    std::string_view name = content_type.substr(0, content_type.find(';'));
    name.remove_prefix(std::min(name.find_first_not_of(" \t"), name.size()));
    name = name.substr(0, name.find_last_not_of(" \t") + 1);
    const auto found = std::find_if(known.begin(), known.end(), [&](const auto& entry) {
        return plugin::equal_ignoring_case(entry.first, name);
    });
    return found == known.end() ? unsupported : found->second;
}

}  // namespace fedcloud::occi
