// What an issuer of access tokens does differently from a well-behaved one.
#include "issuer_settings.hpp"

#include <stdexcept>

#include "setting_values.hpp"

namespace fedcloud::testbed {
namespace {

void apply_one(IssuerSettings& settings, const std::string& name, const Json& value) {
    if (name == "rotate") {
        settings.rotate = read_flag(name, value);
    } else if (name == "token_seconds") {
        settings.token_seconds = read_seconds(name, value).count();
    } else if (name == "issuer_claim") {
        settings.issuer_claim = read_text(name, value);
    } else if (name == "token_endpoint") {
        settings.token_endpoint = read_text(name, value);
    } else if (name == "entitlements") {
        settings.entitlements = read_texts(name, value);
    } else if (name == "opaque") {
        settings.opaque = read_flag(name, value);
    } else if (name == "redirect_to") {
        settings.redirect_to = read_text(name, value);
    } else if (name == "redirect_status") {
        settings.redirect_status = read_redirect_status(name, value);
    } else if (name == "latency") {
        settings.latency = read_seconds(name, value);
    } else {
        throw std::invalid_argument{"no setting is called " + name};
    }
}

}  // namespace

Json to_json(const IssuerSettings& settings) {
    return {{"rotate", settings.rotate},
            {"token_seconds", settings.token_seconds},
            {"issuer_claim", settings.issuer_claim},
            {"token_endpoint", settings.token_endpoint},
            {"entitlements", settings.entitlements},
            {"opaque", settings.opaque},
            {"redirect_to", settings.redirect_to},
            {"redirect_status", settings.redirect_status},
            {"latency", settings.latency.count()}};
}

void apply_settings(IssuerSettings& settings, const Json& changes) {
    require_object(changes);
    auto changed = settings;
    for (const auto& [name, value] : changes.items()) {
        apply_one(changed, name, value);
    }
    settings = changed;
}

}  // namespace fedcloud::testbed
