// What an image list must be. Pure: a list, its signer and a time in, findings and figures out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "image_list.hpp"
#include "image_problems.hpp"
#include "net/url.hpp"
#include "plugin/perfdata.hpp"
#include "plugin/state.hpp"
#include "plugin/threshold.hpp"
#include "signature.hpp"

namespace fedcloud::appdb_update {

struct Finding {
    plugin::State state = plugin::State::ok;
    std::string name;  // "created"
    std::string text;
    // Consumers refuse the whole list for it, and nothing can be concluded from what it holds.
    bool spoils_list = false;
};

struct Expectations {
    plugin::Thresholds age;                     // in hours since the list was created
    std::optional<DistinguishedName> endorser;  // who must have signed it; nothing: whom it names
};

// The list as a whole: identifier, version, created, expires, endorser. `signer` is null for a list
// without a signature.
std::vector<Finding> evaluate_list(const ImageList& list, const Signer* signer,
                                   const Expectations& expectations, Time now);

// Something to say if nobody vouches for the signer: plain http, and no --endorser. On loopback
// nobody stands between, so it is no more than a remark.
std::optional<Finding> judge_source(const net::Url& url, const Expectations& expectations);

// Its images: each complete, and not expired.
std::vector<Finding> evaluate_images(const ImageList& list, Time now);

// `age` and `expiry` (seconds; since the list was created and until it expires), `images`,
// `expired_images`; each where the list tells.
std::vector<plugin::Perfdata> figures_of(const ImageList& list, const Expectations& expectations,
                                         Time now);

// At most three of `items`, and how many more there are.
std::string enumerate(const std::vector<std::string>& items);

}  // namespace fedcloud::appdb_update
