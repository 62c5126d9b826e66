#include "leftovers.hpp"

#include <fmt/format.h>

#include "cleanup/name.hpp"

namespace fedcloud::cdmi {

using plugin::Checked;

Checked<cleanup::Collection::Listing> Containers::list() {
    const auto root = client_.read_container(client_.endpoint(), until_);
    Listing listing;
    if (!root) {
        const auto& error = root.error();
        if (error.status == 0 || error.is_final()) {
            return Unexpected{error.fault};
        }
        // SNIA's reference server answers 500 to its root. Whoever lists nothing there shows no
        // leftovers; those of the journal are known without.
        client_.deviations().add("the endpoint's container cannot be listed: " + error.fault.text);
        listing.complete = false;
        return listing;
    }
    listing.complete = root->children.has_value();
    for (const auto& child : root->children.value_or(std::vector<std::string>())) {
        if (child == cleanup::fit_for_name(child)) {  // no dots, no slashes: a name of ours
            listing.things.push_back({client_.container_url(child).to_string(), child});
        }
    }
    return listing;
}

Checked<bool> Containers::remove(const Thing& thing) {
    const auto removed = removal_.remove_container(thing.title, {}, false, until_);
    if (!removed) {
        return Unexpected{removed.error()};
    }
    return *removed == Removal::Outcome::proven;
}

}  // namespace fedcloud::cdmi
