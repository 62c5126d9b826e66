// Which version of CDMI, and which generation of its media types, to speak with a server (clauses
// 8.2.6 and 12.2.5). Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/types.hpp"

namespace fedcloud::cdmi {

inline constexpr std::string_view version_header = "X-CDMI-Specification-Version";

enum class Kind { container, object, capability };

enum class MediaTypes {
    registered,  // RFC 6208: application/cdmi-object
    draft,       // application/vnd.org.snia.cdmi.dataobject+json (cdmi-serve)
    snia,        // application/vnd.org.snia.cdmi-object (SNIA's reference server)
};

std::string media_type(Kind kind, MediaTypes types);
std::string_view to_string(Kind kind);  // "container", "data object", "capabilities"

// What a request says.
struct Offer {
    std::string version;  // one, or a list separated by commas
    MediaTypes types = MediaTypes::registered;

    bool is_list() const { return version.find(',') != std::string::npos; }
    bool operator==(const Offer&) const = default;
};

// In this order, as long as the server answers 400: the list that the standard wants, each version
// of it singly (osaddon takes no list, and "1.0.1" alone), then the media types of the drafts.
const std::vector<Offer>& offers();

struct Agreement {
    Offer offer;                       // what every further request says
    std::string version;               // for people: "1.0.2", "one of 1.0.1, 1.0.2"
    std::vector<std::string> remarks;  // what the server did otherwise than it should
};

// What an answer that is no 400 means, to a request that said `offer`.
Agreement agree(const Offer& offer, const http::Response& response);

}  // namespace fedcloud::cdmi
