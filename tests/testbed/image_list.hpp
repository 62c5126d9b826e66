// A HEPiX image list as AppDB writes it, and the images of which it tells.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "appdb_settings.hpp"
#include "wall_time.hpp"

namespace fedcloud::testbed {

// Whose list it is: a virtual appliance's or a VO's.
struct ListOwner {
    bool is_vo = false;
    std::string name;
};

struct EndorserNames {
    std::string dn;  // "/DC=org/…"
    std::string ca;
};

struct ListContext {
    ListOwner owner;
    EndorserNames endorser;
    std::string base_url;  // of the server, without a slash at the end
    WallTime now;          // what ages are counted from
};

std::string make_image_list(const AppdbSettings& settings, const ListContext& context);

// All names that the setting `missing` takes.
std::vector<std::string> image_list_fields();

// The size of the image at /images/UUID as the list tells it, and its number, which begins with 0;
// empty for what is no UUID of the list.
struct Image {
    std::uint64_t number = 0;
    std::uint64_t size = 0;
};
std::optional<Image> find_image(const AppdbSettings& settings, const std::string& uuid);

// So many bytes of an image are there: all of most images, the beginning of the huge ones.
inline constexpr std::uint64_t most_image_bytes = 1U << 20U;

// The error that AppDB sends with status 200.
std::string egiappdb_error();

}  // namespace fedcloud::testbed
