// The command line of the testbed.
#include "options.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <functional>
#include <map>
#include <stdexcept>
#include <utility>

#include "text.hpp"

namespace fedcloud::testbed {
namespace {

template <typename Value>
using Names = std::map<std::string, Value>;

template <typename Value>
Value choose(const std::string& key, const std::string& text, const Names<Value>& names) {
    const auto found = names.find(text);
    if (found == names.end()) {
        std::vector<std::string> known;
        for (const auto& [name, value] : names) {
            known.push_back(name);
        }
        throw std::invalid_argument{key + " is one of " + join(known, ", ")};
    }
    return found->second;
}

double read_number(const std::string& key, const std::string& text, double most) {
    double value = 0;
    const auto* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, value);
    if (result.ec != std::errc{} || result.ptr != end || !(value >= 0) || value > most) {
        throw std::invalid_argument{key + " is not a number from 0 to " +
                                    std::to_string(static_cast<long>(most))};
    }
    return value;
}

std::string read_prefix(const std::string& text) {
    if (!text.empty() && (!text.starts_with('/') || text.ends_with('/'))) {
        throw std::invalid_argument{"prefix begins with a slash and does not end with one"};
    }
    return text;
}

// http only: the TLS of a real Keystone would need trust anchors of its own.
std::string read_url(const std::string& key, const std::string& text) {
    if (!text.starts_with("http://")) {
        throw std::invalid_argument{key + " is an address that begins with http://"};
    }
    return text.ends_with('/') ? text.substr(0, text.size() - 1) : text;
}

constexpr double longest = 1e6;

// False when the key is not one of those that every kind of server has.
bool set(ServerOptions& server, const std::string& key, const std::string& value) {
    if (key == "tls") {
        server.tls =
            choose<std::optional<ServerCertificate>>(key, value,
                                                     {{"none", std::nullopt},
                                                      {"good", ServerCertificate::good},
                                                      {"expired", ServerCertificate::expired},
                                                      {"wrong-name", ServerCertificate::wrong_name},
                                                      {"untrusted", ServerCertificate::untrusted}});
    } else if (key == "client-cert") {
        server.client_certificate =
            choose<ClientCertificate>(key, value,
                                      {{"none", ClientCertificate::none},
                                       {"optional", ClientCertificate::optional},
                                       {"required", ClientCertificate::required}});
    } else if (key == "prefix") {
        server.prefix = read_prefix(value);
    } else if (key == "port") {
        server.port = static_cast<std::uint16_t>(read_number(key, value, 65535));
    } else {
        return false;
    }
    return true;
}

void set(SiteOptions& site, const std::string& key, const std::string& value) {
    if (set(site.server, key, value)) {
        return;
    }
    if (key == "dialect") {
        site.dialect = choose<DialectKind>(
            key, value, {{"rocci", DialectKind::rocci}, {"ooi", DialectKind::ooi}});
    } else if (key == "auth") {
        site.authentication =
            choose<Authentication>(key, value,
                                   {{"none", Authentication::none},
                                    {"basic", Authentication::basic},
                                    {"bearer", Authentication::bearer},
                                    {"keystone", Authentication::keystone},
                                    {"keystone-challenge", Authentication::keystone_challenge}});
    } else if (key == "keystone") {
        site.keystone = value;
    } else if (key == "issuer") {
        site.issuer = value;
    } else if (key == "validate") {
        site.validate = read_url(key, value);
    } else if (key == "boot" || key == "delete" || key == "latency") {
        apply_settings(site.settings, {{key, read_number(key, value, longest)}});
    } else {
        throw std::invalid_argument{"no key of --site is called " + key};
    }
}

void set(KeystoneOptions& keystone, const std::string& key, const std::string& value) {
    if (set(keystone.server, key, value)) {
        return;
    }
    if (key == "versions") {
        keystone.settings.versions = choose<std::vector<std::string>>(
            key, value, {{"v3", {"v3"}}, {"v2.0", {"v2.0"}}, {"v2.0+v3", {"v3", "v2.0"}}});
    } else if (key == "token-seconds") {
        keystone.settings.token_seconds = read_number(key, value, longest);
    } else if (key == "latency") {
        keystone.settings.latency = Seconds{read_number(key, value, longest)};
    } else {
        throw std::invalid_argument{"no key of --keystone is called " + key};
    }
}

void set(IssuerOptions& issuer, const std::string& key, const std::string& value) {
    if (set(issuer.server, key, value)) {
        return;
    }
    if (key == "rotate") {
        issuer.settings.rotate = choose<bool>(key, value, {{"no", false}, {"yes", true}});
    } else if (key == "latency") {
        issuer.settings.latency = Seconds{read_number(key, value, longest)};
    } else {
        throw std::invalid_argument{"no key of --issuer is called " + key};
    }
}

void set(BdiiOptions& bdii, const std::string& key, const std::string& value) {
    auto& settings = bdii.settings;
    if (key == "port") {
        set(bdii.server, key, value);
    } else if (key == "site") {
        // The first one takes the place of the one that there is without.
        if (std::exchange(bdii.named_sites, true)) {
            settings.sites.push_back(unquote(value));
        } else {
            settings.sites = {unquote(value)};
        }
    } else if (key == "kind") {
        apply_settings(settings, {{key, value}});
    } else if (key == "endpoints" || key == "images" || key == "templates") {
        const auto count = read_number(key, value, longest);
        apply_settings(settings, {{key, static_cast<std::uint64_t>(count)}});
    } else if (key == "latency") {
        settings.latency = Seconds{read_number(key, value, longest)};
    } else {
        throw std::invalid_argument{"no key of --bdii is called " + key};
    }
}

// NAME,key=value,... of any kind of server.
template <typename Participant>
Participant parse_participant(const std::string& option, const std::string& text) {
    const auto parts = split_outside_quotes(text, ',');
    Participant participant;
    auto& name = participant.server.name;
    name = parts.front();
    const bool good_name = !name.empty() && std::all_of(name.begin(), name.end(), [](char letter) {
        return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '-' ||
               letter == '_' || letter == '.';
    });
    if (!good_name) {
        throw std::invalid_argument{option +
                                    " begins with a name of letters, digits, '-', '_', '.'"};
    }
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const auto equals = parts[i].find('=');
        if (equals == std::string::npos) {
            throw std::invalid_argument{option + " takes NAME,key=value,...: " + parts[i]};
        }
        set(participant, parts[i].substr(0, equals), parts[i].substr(equals + 1));
    }
    if (participant.server.client_certificate != ClientCertificate::none &&
        !participant.server.tls) {
        throw std::invalid_argument{"client-cert needs tls"};
    }
    return participant;
}

template <typename Participant>
bool is_among(const std::vector<Participant>& participants, const std::string& name) {
    return std::any_of(participants.begin(), participants.end(),
                       [&](const auto& one) { return one.server.name == name; });
}

template <typename Participant>
void add(std::vector<Participant>& participants, const std::string& option,
         const std::string& text) {
    auto one = parse_participant<Participant>(option, text);
    if (is_among(participants, one.server.name)) {
        throw std::invalid_argument{"two values of " + option + " are called " + one.server.name};
    }
    participants.push_back(std::move(one));
}

void check_authentication(const SiteOptions& site, const Options& options) {
    const bool behind_keystone = site.authentication == Authentication::keystone;
    if (behind_keystone != (site.keystone.empty() != site.validate.empty())) {
        throw std::invalid_argument{
            "auth=keystone goes with one of keystone=NAME and validate=URL"};
    }
    if (!site.keystone.empty() && !is_among(options.keystones, site.keystone)) {
        throw std::invalid_argument{"no --keystone is called " + site.keystone};
    }
    if ((site.authentication == Authentication::bearer) == site.issuer.empty()) {
        throw std::invalid_argument{"auth=bearer goes with issuer=NAME"};
    }
    if (!site.issuer.empty() && !is_among(options.issuers, site.issuer)) {
        throw std::invalid_argument{"no --issuer is called " + site.issuer};
    }
}

}  // namespace

Options parse_options(const std::vector<std::string>& arguments) {
    Options options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto& name = arguments[i];
        if (name == "--help") {
            options.help = true;
            continue;
        }
        if (i + 1 == arguments.size()) {
            throw std::invalid_argument{name + " is unknown or lacks its value"};
        }
        const auto& value = arguments[++i];
        if (name == "--site") {
            add(options.sites, name, value);
        } else if (name == "--keystone") {
            add(options.keystones, name, value);
        } else if (name == "--issuer") {
            add(options.issuers, name, value);
        } else if (name == "--bdii") {
            add(options.bdiis, name, value);
        } else if (name == "--pki") {
            options.pki = value;
        } else if (name == "--server-pem") {
            options.foreign_pki.server_file = value;
        } else if (name == "--ca-folder") {
            options.foreign_pki.ca_folder = value;
        } else if (name == "--lifetime") {
            options.lifetime = Seconds{read_number(name, value, 1e6)};
        } else {
            throw std::invalid_argument{name + " is unknown"};
        }
    }
    for (const auto& site : options.sites) {
        check_authentication(site, options);
    }
    return options;
}

std::string usage() {
    return "Usage: fedcloud-testbed [--site NAME,key=value,...]... "
           "[--keystone NAME,key=value,...]...\n"
           "       [--issuer NAME,key=value,...]... [--bdii NAME,key=value,...]... [--pki DIR]\n"
           "       [--server-pem FILE] [--ca-folder DIR] [--lifetime SECONDS]\n"
           "Keys of all but BDIIs: tls=none|good|expired|wrong-name|untrusted, "
           "client-cert=none|optional|required,\n"
           "latency=SECONDS, prefix=/path, port=N\n"
           "Site keys: dialect=rocci|ooi, auth=none|basic|keystone-challenge|keystone|bearer,\n"
           "keystone=NAME, validate=URL, issuer=NAME, boot=SECONDS, delete=SECONDS\n"
           "Keystone keys: versions=v2.0+v3|v3|v2.0, token-seconds=SECONDS\n"
           "Issuer keys: rotate=no|yes\n"
           "BDII keys: kind=site|top|resource, site=NAME (again and again), endpoints=N, "
           "images=N,\n"
           "templates=N, latency=SECONDS, port=N\n";
}

}  // namespace fedcloud::testbed
