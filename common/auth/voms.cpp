#include "auth/voms.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "auth/voms_library.hpp"
#include "plugin/text.hpp"
#include "plugin/timestamp.hpp"

namespace fedcloud::auth {
namespace {

using plugin::Checked;
using plugin::Fault;

// Names from a certificate become parts of a path only if they look like what they should be.
bool is_plain(const std::string& name) {
    return !name.empty() && name.front() != '.' &&
           std::all_of(name.begin(), name.end(), [](unsigned char c) {
               return std::isalnum(c) != 0 || c == '.' || c == '-' || c == '_';
           });
}

bool has_lsc_file(const VomsAttributes& attributes, const std::string& vomsdir) {
    return is_plain(attributes.vo) && is_plain(attributes.host) &&
           access(fmt::format("{}/{}/{}.lsc", vomsdir, attributes.vo, attributes.host).c_str(),
                  R_OK) == 0;
}

std::string names_of(const std::vector<VomsAttributes>& all) {
    std::string names;
    for (const auto& each : all) {
        names += (names.empty() ? "" : ", ") + plugin::clean(each.vo, 60);
    }
    return names;
}

Checked<void> check_dates(const std::string& name, const VomsAttributes& attributes,
                          WallClock::time_point now) {
    if (now >= attributes.not_after) {
        return Unexpected{Fault::ours(fmt::format(
            "{}: its VOMS attributes of the VO {} expired {} ago: renew it by voms-proxy-init",
            name, attributes.vo, plugin::distance(now - attributes.not_after)))};
    }
    if (now < attributes.not_before) {
        return Unexpected{Fault::ours(fmt::format(
            "{}: its VOMS attributes of the VO {} are valid only in {}: compare this host's clock",
            name, attributes.vo, plugin::distance(attributes.not_before - now)))};
    }
    return {};
}

Checked<std::string> verify(const X509Credential& credential, const VomsAttributes& attributes,
                            const std::string& vomsdir, const http::Trust& trust) {
    if (!has_lsc_file(attributes, vomsdir)) {
        return fmt::format("the VOMS attributes of {} were not verified: there is no {}/{}/{}.lsc",
                           credential.name, vomsdir, plugin::clean(attributes.vo, 60),
                           plugin::clean(attributes.host, 80));
    }
    const auto verified =
        retrieve_voms(credential.chain, vomsdir, trust.folder, VomsVerification::full);
    if (!verified) {
        return Unexpected{Fault::ours(fmt::format(
            "{}: its VOMS attributes of the VO {} do not verify ({}): issued by {}; compare that "
            "with {}/{}/{}.lsc, and the trust anchors with its CA",
            credential.name, attributes.vo, plugin::clean(verified.error(), 120), attributes.issuer,
            vomsdir, attributes.vo, attributes.host))};
    }
    return std::string();
}

}  // namespace

std::string in_words(const VomsAttributes& attributes) {
    std::string names;
    for (auto fqan : attributes.fqans) {
        for (const std::string_view nothing : {"/Capability=NULL", "/Role=NULL"}) {
            if (const auto at = fqan.find(nothing); at != std::string::npos) {
                fqan.erase(at);
            }
        }
        names += (names.empty() ? "" : ", ") + fqan;
    }
    return fmt::format("VO {} ({})", plugin::clean(attributes.vo, 60), plugin::clean(names, 120));
}

std::string find_vomsdir(const std::string& option) {
    if (!option.empty()) {
        return option;
    }
    const char* named = std::getenv("X509_VOMS_DIR");
    return named != nullptr && *named != '\0' ? named : "/etc/grid-security/vomsdir";
}

Checked<VomsCheck> check_voms(const X509Credential& credential, const std::string& vo,
                              const std::string& vomsdir, const http::Trust& trust,
                              WallClock::time_point now) {
    if (!credential.has_voms) {
        return Unexpected{Fault::ours(
            fmt::format("{} carries no VOMS attributes{}: make it by voms-proxy-init --voms",
                        credential.name, vo.empty() ? "" : " of the VO " + vo))};
    }
    const auto all = retrieve_voms(credential.chain, vomsdir, trust.folder, VomsVerification::none);
    if (!all || all->empty()) {
        return Unexpected{Fault::ours(
            fmt::format("{}: its VOMS attributes cannot be read: {}", credential.name,
                        all ? "there are none in them" : plugin::clean(all.error(), 200)))};
    }
    const auto found = std::find_if(all->begin(), all->end(), [&](const VomsAttributes& each) {
        return vo.empty() || each.vo == vo;
    });
    if (found == all->end()) {
        return Unexpected{Fault::ours(
            fmt::format("{} carries VOMS attributes of {}, not of the VO {}: make it by "
                        "voms-proxy-init --voms {}",
                        credential.name, names_of(*all), vo, vo))};
    }
    if (auto dates = check_dates(credential.name, *found, now); !dates) {
        return Unexpected{dates.error()};
    }
    auto remark = verify(credential, *found, vomsdir, trust);
    if (!remark) {
        return Unexpected{remark.error()};
    }
    return VomsCheck{*found, std::move(*remark)};
}

}  // namespace fedcloud::auth
