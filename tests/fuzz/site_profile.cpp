// Site profiles, whole and in the lines of one service.
#include "site/profile.hpp"

#include "fuzz.hpp"
#include "render_profile.hpp"
#include "site/choice.hpp"
#include "site/service_lines.hpp"

namespace fedcloud::fuzz {
namespace {

constexpr plugin::UtcTime now{std::chrono::seconds(1'795'262'400)};

void examine_profile(const site::Profile& profile) {
    const auto text = profiles::render_profile(profile);
    const auto again = site::read_profile(text);
    require_described(again);
    require(again.has_value(), "a written profile can be read");
    require(*again == profile, "a written profile is read as the same");
    require(profiles::render_profile(*again) == text, "a profile is written alike again");
    for (const auto& service : profile.services) {
        const site::Wanted wanted{service.key, {service.type}};
        const auto part = site::read_profile_of(text, wanted);
        require_described(part);
        require(part.has_value(), "the lines of one service can be read");
        const auto chosen = site::choose_service(profile, wanted);
        const auto found = site::choose_service(*part, wanted);
        require(chosen.has_value() == found.has_value(),
                "a service is found in its lines as in the whole");
        require(!chosen || **chosen == **found, "a service's lines tell all of it");
        for (const auto& remark : site::remarks_on(profile, &service, now)) {
            require(!remark.empty(), "a remark says something");
        }
    }
    const auto name = site::encode_name(profile.site);
    require(name.find_first_of("/ \t\n'\"$`;&|") == std::string::npos && !name.starts_with('.') &&
                !name.starts_with('-'),
            "a site's name is fit for files and command lines");
}

}  // namespace

void examine(std::string_view input) {
    const auto profile = site::read_profile(input);
    require_described(profile);
    if (profile) {
        examine_profile(*profile);
    }
    const site::Wanted wanted{"1000G0", {"eu.egi.cloud.vm-management.occi"}};
    const auto lines = site::wanted_lines(input, wanted);
    require(lines.size() <= input.size(), "leaving lines out makes no text longer");
    const auto part = site::read_profile_of(input, wanted);
    require_described(part);
    require(!profile || part, "what can be read whole can be read in part");
}

}  // namespace fedcloud::fuzz
