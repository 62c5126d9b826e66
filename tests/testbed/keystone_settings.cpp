// What a Keystone offers, and what it does differently from a well-behaved one.
#include "keystone_settings.hpp"

#include <algorithm>
#include <stdexcept>

#include "setting_values.hpp"

namespace fedcloud::testbed {
namespace {

constexpr std::uint64_t longest_token = 200'000'000;

// False when the setting is not one of those that say what there is.
bool apply_offer(KeystoneSettings& settings, const std::string& name, const Json& value) {
    if (name == "projects") {
        settings.projects = read_texts(name, value);
    } else if (name == "versions") {
        settings.versions = read_names(name, value, {"v3", "v2.0"});
    } else if (name == "logins") {
        settings.logins = read_names(name, value, {"voms", "password", "federation"});
    } else if (name == "federation_methods") {
        settings.federation_methods = read_texts(name, value);
    } else if (name == "protocols") {
        settings.protocols = read_names(name, value, {"openid", "oidc", "mapped"});
    } else if (name == "token_seconds") {
        settings.token_seconds = read_seconds(name, value).count();
    } else if (name == "token_bytes") {
        settings.token_bytes = read_count(name, value, longest_token);
    } else {
        return false;
    }
    return true;
}

void apply_one(KeystoneSettings& settings, const std::string& name, const Json& value) {
    if (apply_offer(settings, name, value)) {
        return;
    }
    if (name == "redirect_to") {
        settings.redirect_to = read_text(name, value);
    } else if (name == "discovery_redirect_to") {
        settings.discovery_redirect_to = read_text(name, value);
    } else if (name == "redirect_status") {
        settings.redirect_status = read_redirect_status(name, value);
    } else if (name == "href_base") {
        settings.href_base = read_text(name, value);
    } else if (name == "occi_url") {
        settings.occi_url = read_text(name, value);
    } else if (name == "unmapped") {
        settings.unmapped = read_flag(name, value);
    } else if (name == "needs_voms") {
        settings.needs_voms = read_flag(name, value);
    } else if (name == "latency") {
        settings.latency = read_seconds(name, value);
    } else {
        throw std::invalid_argument{"no setting is called " + name};
    }
}

}  // namespace

bool KeystoneSettings::speaks(const std::string& version) const {
    return std::find(versions.begin(), versions.end(), version) != versions.end();
}

Json to_json(const KeystoneSettings& settings) {
    return {{"projects", settings.projects},
            {"versions", settings.versions},
            {"logins", settings.logins},
            {"federation_methods", settings.federation_methods},
            {"protocols", settings.protocols},
            {"token_seconds", settings.token_seconds},
            {"token_bytes", settings.token_bytes},
            {"redirect_to", settings.redirect_to},
            {"discovery_redirect_to", settings.discovery_redirect_to},
            {"redirect_status", settings.redirect_status},
            {"href_base", settings.href_base},
            {"occi_url", settings.occi_url},
            {"unmapped", settings.unmapped},
            {"needs_voms", settings.needs_voms},
            {"latency", settings.latency.count()}};
}

void apply_settings(KeystoneSettings& settings, const Json& changes) {
    require_object(changes);
    auto changed = settings;
    for (const auto& [name, value] : changes.items()) {
        apply_one(changed, name, value);
    }
    settings = changed;
}

}  // namespace fedcloud::testbed
