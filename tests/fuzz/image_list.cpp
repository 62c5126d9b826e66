// Image lists: JSON of the HEPiX format, and what is made of it.
#include "image_list.hpp"

#include "evaluation.hpp"
#include "fuzz.hpp"
#include "image_match.hpp"
#include "plugin/text.hpp"

namespace fedcloud::fuzz {
namespace {

constexpr appdb_update::Time now{std::chrono::seconds(1'795'262'400)};

void examine_findings(const std::vector<appdb_update::Finding>& findings) {
    for (const auto& finding : findings) {
        require(!finding.name.empty() && !finding.text.empty(), "a finding says what is wrong");
    }
}

}  // namespace

void examine(std::string_view input) {
    const auto list = appdb_update::parse_image_list(input);
    if (!list) {
        require_readable(plugin::clean(list.error().text, 4096));
        return;
    }
    examine_findings(appdb_update::evaluate_list(*list, nullptr, {}, now));
    examine_findings(appdb_update::evaluate_images(*list, now));
    for (const auto& figure : appdb_update::figures_of(*list, {}, now)) {
        require(plugin::render(figure).find_first_of(" |\n'") == std::string::npos,
                "figures have plain labels");
    }
    std::vector<appdb_update::Offer> offers;
    for (const auto& image : list->images) {
        offers.push_back({{image.identifier, image.mpuri}, {image.title}, image.version});
    }
    const appdb_update::Catalogue catalogue(offers);
    for (std::size_t i = 0; i < list->images.size() && i < 100; ++i) {
        require(!appdb_update::to_string(catalogue.find(list->images[i])).empty(),
                "a match is told in words");
    }
}

}  // namespace fedcloud::fuzz
