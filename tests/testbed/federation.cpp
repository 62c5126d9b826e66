// All participants of one simulated federation.
#include "federation.hpp"

#include <algorithm>

namespace fedcloud::testbed {
namespace {

template <typename Participant>
Participant* find(const std::vector<std::unique_ptr<Participant>>& participants,
                  const std::string& name) {
    for (const auto& one : participants) {
        if (one->server().name() == name) {
            return one.get();
        }
    }
    return nullptr;
}

// The tokens that every Keystone knows without any issuer.
std::optional<BearerHolder> fixed_bearer(const std::string& token) {
    if (token == "good-access-token") {
        return BearerHolder{"probe@egi.eu", {"ops"}};
    }
    if (token == "no-vo-token") {
        return BearerHolder{"stranger@egi.eu", {}};
    }
    return std::nullopt;
}

void add_site(Federation& federation, const SiteOptions& options, const Pki& pki) {
    auto* keystone = find(federation.keystones, options.keystone);
    federation.sites.push_back(
        std::make_unique<Site>(options, pki, make_gatekeeper(options, keystone)));
    if (keystone != nullptr) {
        keystone->set_site(federation.sites.back()->server().url());
    }
}

}  // namespace

Federation make_federation(const Options& options, const Pki& pki) {
    Federation federation;
    for (const auto& keystone : options.keystones) {
        federation.keystones.push_back(std::make_unique<Keystone>(keystone, pki, fixed_bearer));
    }
    // From the last one to the first, so that a catalogue tells of the first.
    for (auto site = options.sites.rbegin(); site != options.sites.rend(); ++site) {
        add_site(federation, *site, pki);
    }
    std::reverse(federation.sites.begin(), federation.sites.end());
    return federation;
}

}  // namespace fedcloud::testbed
