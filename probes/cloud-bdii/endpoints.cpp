#include "endpoints.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "glue2.hpp"
#include "plugin/text.hpp"

namespace fedcloud::cloud_bdii {
namespace {

using plugin::State;

State serving_state(std::string_view value) {
    if (plugin::equal_ignoring_case(value, "closed")) {
        return State::critical;
    }
    const bool limited = plugin::equal_ignoring_case(value, "draining") ||
                         plugin::equal_ignoring_case(value, "queueing");
    return limited ? State::warning : State::ok;
}

State health_state(std::string_view value) {
    if (plugin::equal_ignoring_case(value, "critical")) {
        return State::critical;
    }
    return plugin::equal_ignoring_case(value, "warning") ? State::warning : State::ok;
}

// The beginning of a list, for a message.
std::string some_of(const std::vector<std::string>& urls) {
    constexpr std::size_t most = 3;
    const auto end = urls.begin() + static_cast<std::ptrdiff_t>(std::min(most, urls.size()));
    return fmt::format("{}{}", fmt::join(urls.begin(), end, ", "),
                       end == urls.end() ? "" : ", ...");
}

Finding missing_endpoint(const std::string& wanted, const std::vector<std::string>& published) {
    return {State::critical, "expected-endpoint",
            fmt::format("endpoint {} is not published; {}", plugin::clean(wanted, 120),
                        published.empty() ? std::string("no endpoint is")
                                          : "there is " + some_of(published))};
}

}  // namespace

std::string comparable(const net::Url& url) {
    net::Url plain = url;
    plain.query.clear();
    const auto without_end = [&](std::string_view end) {
        if (plain.path.ends_with(end)) {
            plain.path.resize(plain.path.size() - end.size());
            return true;
        }
        return false;
    };
    while (without_end("/")) {
    }
    (void)(without_end("/v2.0") || without_end("/v3"));
    while (without_end("/")) {
    }
    return plain.origin() + plain.path;
}

Findings check_endpoints(const Entries& entries, const std::vector<std::string>& expected) {
    std::vector<std::string> published;
    std::vector<std::pair<const ldap::Entry*, std::string>> malformed;
    for (const auto& entry : entries) {
        for (const auto& text : entry.values("GLUE2EndpointURL")) {
            if (const auto url = net::parse_url(text)) {
                published.push_back(comparable(*url));
            } else {
                malformed.emplace_back(&entry, fmt::format("endpoint URL '{}' is none: {}",
                                                           plugin::clean(text, 80), url.error()));
            }
        }
    }
    Tally tally;
    for (auto& [entry, remark] : malformed) {
        tally.add(published.empty() ? State::critical : State::warning, std::move(remark), *entry);
    }
    auto found = tally.findings("endpoint-urls");
    for (const auto& wanted : expected) {
        const auto url = net::parse_url(wanted);
        if (!url ||
            std::find(published.begin(), published.end(), comparable(*url)) == published.end()) {
            found.push_back(missing_endpoint(wanted, published));
        }
    }
    return found;
}

Findings check_states(const Entries& entries) {
    Tally serving;
    Tally health;
    for (const auto& entry : entries) {
        if (role_of(entry) != Role::endpoint) {
            continue;
        }
        for (const auto& value : entry.values("GLUE2EndpointServingState")) {
            if (const auto state = serving_state(value); state != State::ok) {
                serving.add(state, "endpoint with ServingState " + plugin::lower(value), entry);
            }
        }
        for (const auto& value : entry.values("GLUE2EndpointHealthState")) {
            if (!plugin::equal_ignoring_case(value, "ok")) {
                const auto why = plugin::clean(entry.first("GLUE2EndpointHealthStateInfo"), 100);
                health.add(health_state(value),
                           fmt::format("endpoint with HealthState {}{}", plugin::clean(value, 40),
                                       why.empty() ? "" : fmt::format(" ({})", why)),
                           entry);
            }
        }
    }
    auto found = serving.findings("serving-state");
    const auto more = health.findings("health-state");
    found.insert(found.end(), more.begin(), more.end());
    return found;
}

}  // namespace fedcloud::cloud_bdii
