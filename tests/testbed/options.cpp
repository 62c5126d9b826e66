// The command line of the testbed.
#include "options.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>
#include <utility>

#include "cdmi_traits.hpp"
#include "server_keys.hpp"
#include "text.hpp"

namespace fedcloud::testbed {
namespace {

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

template <typename Participant>
void check_authentication(const Participant& participant, const Options& options) {
    const auto& site = participant.admission;
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
    if (site.authentication == Authentication::client_certificate &&
        participant.server.client_certificate == ClientCertificate::none) {
        throw std::invalid_argument{"auth=client-cert goes with client-cert=optional or required"};
    }
}

// False when the option is another one.
bool add_server(Options& options, const std::string& name, const std::string& value) {
    if (name == "--site") {
        add(options.sites, name, value);
    } else if (name == "--keystone") {
        add(options.keystones, name, value);
    } else if (name == "--issuer") {
        add(options.issuers, name, value);
    } else if (name == "--perun") {
        add(options.peruns, name, value);
    } else if (name == "--apel") {
        add(options.apels, name, value);
    } else if (name == "--appdb") {
        add(options.appdbs, name, value);
    } else if (name == "--gocdb") {
        add(options.gocdbs, name, value);
    } else if (name == "--bdii") {
        add(options.bdiis, name, value);
    } else if (name == "--cdmi") {
        add(options.cdmis, name, value);
    } else {
        return false;
    }
    return true;
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
        if (add_server(options, name, value)) {
            continue;
        }
        if (name == "--pki") {
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
    for (const auto& cdmi : options.cdmis) {
        check_authentication(cdmi, options);
    }
    return options;
}

std::string usage() {
    return "Usage: fedcloud-testbed [--site NAME,key=value,...]... "
           "[--keystone NAME,key=value,...]...\n"
           "       [--issuer NAME,key=value,...]... [--perun NAME,key=value,...]...\n"
           "       [--apel NAME,key=value,...]... [--appdb NAME,key=value,...]...\n"
           "       [--gocdb NAME,key=value,...]...\n"
           "       [--bdii NAME,key=value,...]... [--cdmi NAME,key=value,...]...\n"
           "       [--pki DIR] [--server-pem FILE] [--ca-folder DIR] [--lifetime SECONDS]\n"
           "Keys of all but BDIIs: tls=none|good|expired|wrong-name|untrusted, "
           "client-cert=none|optional|required,\n"
           "latency=SECONDS, prefix=/path, port=N\n"
           "Keys of sites and CDMI servers:\n"
           "auth=none|basic|keystone-challenge|keystone|bearer|client-cert,\n"
           "keystone=NAME, validate=URL, issuer=NAME\n"
           "Site keys: dialect=rocci|ooi, boot=SECONDS, delete=SECONDS\n"
           "Keystone keys: versions=v2.0+v3|v3|v2.0, token-seconds=SECONDS\n"
           "Issuer keys: rotate=no|yes\n"
           "AppDB keys: token=TEXT\n"
           "GOCDB keys: content=running|awkward|large|empty, sites=N, services=N, "
           "max-page-size=N,\n"
           "private=certificate|open, place=SERVER:SITE (again and again)\n"
           "BDII keys: kind=site|top|resource, site=NAME (again and again), endpoints=N, "
           "images=N,\n"
           "templates=N, latency=SECONDS, port=N\n"
           "CDMI keys: dialect=" +
           join(cdmi::dialect_names(), "|") + ", versions=V+V,\ndelayed=SECONDS\n";
}

}  // namespace fedcloud::testbed
