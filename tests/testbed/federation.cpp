// All participants of one simulated federation.
#include "federation.hpp"

#include <algorithm>

#include "apel.hpp"
#include "appdb.hpp"
#include "gocdb_servers.hpp"
#include "perun.hpp"

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

// Good at a Keystone is what any issuer has given away.
void add_keystone(Federation& federation, const KeystoneOptions& options, const Pki& pki) {
    std::vector<Issuer*> issuers;
    for (const auto& issuer : federation.issuers) {
        issuers.push_back(issuer.get());
    }
    const auto check = [issuers](const std::string& token) {
        auto holder = fixed_bearer(token);
        for (auto* issuer : issuers) {
            if (!holder) {
                holder = issuer->check(token);
            }
        }
        return holder;
    };
    federation.keystones.push_back(std::make_unique<Keystone>(options, pki, check));
}

void add_site(Federation& federation, const SiteOptions& options, const Pki& pki) {
    auto* keystone = find(federation.keystones, options.admission.keystone);
    auto* issuer = find(federation.issuers, options.admission.issuer);
    federation.sites.push_back(std::make_unique<Site>(
        options, pki, make_gatekeeper(options.admission, {keystone, issuer})));
    if (keystone != nullptr) {
        keystone->set_site(federation.sites.back()->server().url());
    }
}

void add_web_servers(Federation& federation, const Options& options, const Pki& pki) {
    for (const auto& perun : options.peruns) {
        federation.peruns.push_back(
            std::make_unique<WebServer>(perun.server, pki, std::make_unique<Perun>(perun)));
    }
    for (const auto& apel : options.apels) {
        federation.apels.push_back(
            std::make_unique<WebServer>(apel.server, pki, std::make_unique<Apel>(apel)));
    }
    for (const auto& appdb : options.appdbs) {
        federation.appdbs.push_back(
            std::make_unique<WebServer>(appdb.server, pki, std::make_unique<Appdb>(appdb, pki)));
    }
}

void add_cdmi(Federation& federation, const CdmiOptions& options, const Pki& pki) {
    auto* keystone = find(federation.keystones, options.admission.keystone);
    auto* issuer = find(federation.issuers, options.admission.issuer);
    federation.cdmis.push_back(std::make_unique<Cdmi>(
        options, pki, make_gatekeeper(options.admission, {keystone, issuer}),
        keystone != nullptr ? keystone->server().url() : options.admission.validate));
}

// The last ones: they tell of all the others.
void add_gocdbs(Federation& federation, const Options& options, const Pki& pki) {
    const auto servers = running_servers(federation, options);
    for (const auto& gocdb : options.gocdbs) {
        auto registry = std::make_unique<Gocdb>(gocdb, servers);
        federation.registries.push_back(registry.get());
        federation.gocdbs.push_back(
            std::make_unique<WebServer>(gocdb.server, pki, std::move(registry)));
        federation.registries.back()->set_address(federation.gocdbs.back()->server().url());
    }
}

}  // namespace

Federation make_federation(const Options& options, const Pki& pki) {
    Federation federation;
    for (const auto& issuer : options.issuers) {
        federation.issuers.push_back(std::make_unique<Issuer>(issuer, pki));
    }
    if (!federation.issuers.empty()) {
        federation.issuers.front()->write_samples(pki.folder());
    }
    for (const auto& keystone : options.keystones) {
        add_keystone(federation, keystone, pki);
    }
    // From the last one to the first, so that a catalogue tells of the first.
    for (auto site = options.sites.rbegin(); site != options.sites.rend(); ++site) {
        add_site(federation, *site, pki);
    }
    for (const auto& bdii : options.bdiis) {
        federation.bdiis.push_back(std::make_unique<Bdii>(bdii));
    }
    std::reverse(federation.sites.begin(), federation.sites.end());
    add_web_servers(federation, options, pki);
    for (const auto& cdmi : options.cdmis) {
        add_cdmi(federation, cdmi, pki);
    }
    add_gocdbs(federation, options, pki);
    return federation;
}

}  // namespace fedcloud::testbed
