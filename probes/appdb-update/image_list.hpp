// The image list itself: JSON of the HEPiX format, as AppDB writes it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/expected.hpp"
#include "plugin/timestamp.hpp"

namespace fedcloud::appdb_update {

using Time = plugin::UtcTime;

struct Date {
    std::string text;          // as the list has it; empty if it has none
    std::optional<Time> time;  // nothing if the text is no date
};

struct Checksum {
    std::string algorithm;  // "sha512"
    std::string value;      // hexadecimal digits, if it is as it should be
};

// Texts are as the list has them, empty where it has none. Numbers are texts there.
struct Image {
    std::string identifier;  // dc:identifier, a UUID
    std::string title;       // "Image for CernVM [Scientific Linux/6.0/KVM]"
    std::string version;     // hv:version
    std::string mpuri;       // ad:mpuri, ".../store/vo/image/UUID:VERSION/"
    std::string base_mpuri;  // ad:base_mpuri: of VO-wide lists, the same image in the appliance's
    std::string uri;
    std::string format;
    std::string size;  // bytes
    std::vector<Checksum> checksums;
    Date expires;  // in VO-wide lists
};

struct ImageList {
    std::string identifier;
    std::string title;
    std::string version;
    Date created;
    Date expires;
    std::string endorser_dn;
    std::string endorser_ca;
    std::vector<Image> images;
};

struct ListError {
    bool is_answer = false;  // AppDB itself says that there is no such list
    std::string text;        // what AppDB says, or where the JSON is not a list
};

// Pure. What the list lacks is for evaluate() to judge; an error is what makes it no list at all.
// Members that are not known are passed over.
Expected<ImageList, ListError> parse_image_list(std::string_view json);

}  // namespace fedcloud::appdb_update
