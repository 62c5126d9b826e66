// What the probes' ways of making options of a service have in common.
#include <fmt/format.h>

#include <algorithm>

#include "net/url.hpp"
#include "plugin/text.hpp"
#include "site/probe_source.hpp"

namespace fedcloud::site {

using plugin::clean;

std::string not_registered(const Subject& subject, std::string_view why) {
    return fmt::format("service {} of site {} cannot be checked: {}", subject.service.key,
                       clean(subject.profile.site, 80), why);
}

Expected<OptionValues, std::string> endpoint_of(const Subject& subject, const IsSet& is_set,
                                                std::string_view example) {
    const auto& endpoint = subject.service.parameters.endpoint;
    if (is_set("endpoint")) {
        return OptionValues();
    }
    if (net::parse_url(endpoint)) {
        return OptionValues{{"endpoint", endpoint}};
    }
    const auto& registered = endpoint.empty() ? subject.service.registered_url : endpoint;
    const auto what = registered.empty() ? std::string("no URL of it")
                                         : fmt::format("'{}', which is no usable URL",
                                                       clean(net::without_user(registered), 120));
    return Unexpected{not_registered(
        subject, fmt::format("GOCDB has {}; register one such as {} there (fedcloud-profiles pull "
                             "then fetches it), or give --endpoint",
                             what, example))};
}

Taken host_of_endpoint_into(std::optional<std::string>& registered_host) {
    return [&registered_host](const Service& service, const plugin::GivenOptions& taken,
                              const IsSet& is_set) {
        const bool endpoint = std::find(taken.begin(), taken.end(), "endpoint") != taken.end();
        if (endpoint && !is_set("hostname")) {
            registered_host = service.host;
        }
    };
}

void add(OptionValues& values, std::string name, const std::string& value) {
    if (!value.empty()) {
        values.emplace_back(std::move(name), value);
    }
}

void add_login(OptionValues& values, const Subject& subject, const IsSet& is_set) {
    add(values, "region", subject.service.parameters.region);
    const bool may_carry_a_vo =
        is_set("proxy") || is_set("voms") || is_set("access-token") || is_set("oidc-refresh");
    if (may_carry_a_vo && subject.vos.size() == 1) {
        add(values, "vo", subject.vos.front());
    }
}

}  // namespace fedcloud::site
