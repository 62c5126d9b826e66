// The command line of the testbed.
#include "options.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <functional>
#include <map>
#include <stdexcept>

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

void set(SiteOptions& site, const std::string& key, const std::string& value) {
    constexpr double longest = 1e6;
    if (key == "dialect") {
        site.dialect = choose<DialectKind>(
            key, value, {{"rocci", DialectKind::rocci}, {"ooi", DialectKind::ooi}});
    } else if (key == "tls") {
        site.tls =
            choose<std::optional<ServerCertificate>>(key, value,
                                                     {{"none", std::nullopt},
                                                      {"good", ServerCertificate::good},
                                                      {"expired", ServerCertificate::expired},
                                                      {"wrong-name", ServerCertificate::wrong_name},
                                                      {"untrusted", ServerCertificate::untrusted}});
    } else if (key == "client-cert") {
        site.client_certificate =
            choose<ClientCertificate>(key, value,
                                      {{"none", ClientCertificate::none},
                                       {"optional", ClientCertificate::optional},
                                       {"required", ClientCertificate::required}});
    } else if (key == "auth") {
        site.authentication =
            choose<Authentication>(key, value,
                                   {{"none", Authentication::none},
                                    {"basic", Authentication::basic},
                                    {"keystone-challenge", Authentication::keystone_challenge}});
    } else if (key == "boot" || key == "delete" || key == "latency") {
        apply_settings(site.settings, {{key, read_number(key, value, longest)}});
    } else if (key == "prefix") {
        site.prefix = read_prefix(value);
    } else if (key == "port") {
        site.port = static_cast<std::uint16_t>(read_number(key, value, 65535));
    } else {
        throw std::invalid_argument{"no key of --site is called " + key};
    }
}

SiteOptions parse_site(const std::string& text) {
    const auto parts = split_outside_quotes(text, ',');
    SiteOptions site;
    site.name = parts.front();
    const bool good_name =
        !site.name.empty() && std::all_of(site.name.begin(), site.name.end(), [](char letter) {
            return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '-' ||
                   letter == '_' || letter == '.';
        });
    if (!good_name) {
        throw std::invalid_argument{"--site begins with a name of letters, digits, '-', '_', '.'"};
    }
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const auto equals = parts[i].find('=');
        if (equals == std::string::npos) {
            throw std::invalid_argument{"--site takes NAME,key=value,...: " + parts[i]};
        }
        set(site, parts[i].substr(0, equals), parts[i].substr(equals + 1));
    }
    if (site.client_certificate != ClientCertificate::none && !site.tls) {
        throw std::invalid_argument{"client-cert needs tls"};
    }
    return site;
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
            options.sites.push_back(parse_site(value));
        } else if (name == "--pki") {
            options.pki = value;
        } else if (name == "--lifetime") {
            options.lifetime = Seconds{read_number(name, value, 1e6)};
        } else {
            throw std::invalid_argument{name + " is unknown"};
        }
    }
    for (std::size_t i = 0; i < options.sites.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (options.sites[i].name == options.sites[j].name) {
                throw std::invalid_argument{"two sites are called " + options.sites[i].name};
            }
        }
    }
    return options;
}

std::string usage() {
    return "Usage: fedcloud-testbed [--site NAME,key=value,...]... [--pki DIR] "
           "[--lifetime SECONDS]\n"
           "Site keys: dialect=rocci|ooi, tls=none|good|expired|wrong-name|untrusted,\n"
           "client-cert=none|optional|required, auth=none|basic|keystone-challenge,\n"
           "boot=SECONDS, delete=SECONDS, latency=SECONDS, prefix=/path, port=N\n";
}

}  // namespace fedcloud::testbed
