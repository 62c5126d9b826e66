// text/uri-list (RFC 2483 section 5): one URI per line, '#' begins a comment.
#include <algorithm>

#include "occi/characters.hpp"
#include "occi/rendering.hpp"
#include "occi/scanner.hpp"

namespace fedcloud::occi {

Expected<std::vector<std::string>, ParseError> parse_uri_list(std::string_view body) {
    std::vector<std::string> uris;
    Place place;
    for (; !body.empty(); ++place.number) {
        const std::size_t end = body.find('\n');
        std::string_view line = body.substr(0, end);
        body.remove_prefix(end == std::string_view::npos ? body.size() : end + 1);
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        while (!line.empty() && is_blank(line.back())) {
            line.remove_suffix(1);
        }
        if (line.empty() || line.front() == '#') {
            continue;
        }
        // ooi answers the query interface with whole categories under this media type.
        const std::size_t fault = location_fault(line);
        if (fault != std::string_view::npos) {
            return Unexpected{error_at(place, line, fault, std::string(location_expected))};
        }
        uris.emplace_back(line);
    }
    return uris;
}

}  // namespace fedcloud::occi
