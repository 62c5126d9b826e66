// What an administrator has set for a site: sites.d/SITE.json.
#include "fuzz.hpp"
#include "site/overrides.hpp"

namespace fedcloud::fuzz {

void examine(std::string_view input) {
    const auto overrides = site::read_overrides(input);
    require_described(overrides);
    if (!overrides) {
        return;
    }
    for (const auto& program : overrides->programs) {
        for (const auto& option : program.options) {
            require(!option.name.empty(), "an option has a name");
            require(!option.flag || option.values.empty(), "a flag has no values");
            require(option.flag || !option.values.empty(), "what is no flag has values");
        }
    }
    std::vector<std::string> keys{""};
    for (const auto& service : overrides->services) {
        require(service.key.ends_with("G0"), "a service has a key of GOCDB");
        keys.push_back(service.key);
    }
    for (const auto& key : keys) {
        const auto options = site::options_for(*overrides, "check_occi_vm", key);
        for (std::size_t i = 1; i < options.size(); ++i) {
            for (std::size_t k = 0; k < i && options.size() < 100; ++k) {
                require(options[i].name != options[k].name, "each option is set once");
            }
        }
        (void)site::is_disabled(*overrides, "eu.egi.cloud.OCCI-VM", key);
    }
    const site::Profile profile;
    require(
        &site::vos_of(profile, *overrides) == (overrides->vos ? &*overrides->vos : &profile.vos),
        "VOs that are set stand in the place of the profile's");
}

}  // namespace fedcloud::fuzz
