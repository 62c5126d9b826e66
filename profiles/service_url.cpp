#include "service_url.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "net/percent.hpp"
#include "plugin/text.hpp"
#include "service_types.hpp"

namespace fedcloud::profiles {
namespace {

bool is_at(ServiceType::Address address, std::string_view type) {
    const auto* known = find_service_type(type);
    return known != nullptr && known->address == address;
}

std::string without_entities(std::string_view text) {
    constexpr std::string_view entity = "&amp;";
    std::string plain(text);
    for (auto at = plain.find(entity); at != std::string::npos; at = plain.find(entity, at)) {
        plain.erase(at + 1, entity.size() - 1);  // "&amp;amp;" was escaped twice
    }
    return plain;
}

// Where the host is over, a blank can be nothing but itself: it comes with names of sites.
void escape_blanks(std::string& text) {
    const auto scheme = text.find("://");
    const auto host = scheme == std::string::npos ? 0 : scheme + 3;
    for (auto at = text.find_first_of("/?#", host); at != std::string::npos;) {
        at = text.find(' ', at);
        if (at != std::string::npos) {
            text.replace(at, 1, "%20");
        }
    }
}

// Calls `use` with each "key=value" of a query.
template <typename Use>
void for_each_pair(std::string_view query, const Use& use) {
    while (!query.empty()) {
        const auto end = query.find('&');
        use(query.substr(0, end));
        query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
    }
}

std::string tidy_query(std::string_view query) {
    std::string tidy;
    for_each_pair(query, [&](std::string_view pair) {
        constexpr std::string_view stray = "amp;";
        while (pair.substr(0, stray.size()) == stray) {
            pair.remove_prefix(stray.size());
        }
        if (!pair.empty()) {
            tidy += tidy.empty() ? "" : "&";
            tidy += pair;
        }
    });
    return tidy;
}

// Its value, decoded; empty if there is none that could stand on one line.
std::string query_value(std::string_view query, std::string_view key) {
    std::string found;
    for_each_pair(query, [&](std::string_view pair) {
        const auto equals = std::min(pair.find('='), pair.size());
        if (!found.empty() || !plugin::equal_ignoring_case(pair.substr(0, equals), key)) {
            return;
        }
        const auto raw = pair.substr(std::min(equals + 1, pair.size()));
        auto value = net::percent_decode(raw);
        found = value && plugin::clean(*value, value->size()) == *value ? *value : std::string(raw);
    });
    return found;
}

// The registered text that is to be checked.
std::string_view choose_url(const site::Service& service) {
    const auto usable = [&](const site::Endpoint& each) {
        return each.monitored && !each.url.empty();
    };
    if (!service.registered_url.empty()) {
        return service.url.empty() ? std::string_view() : service.registered_url;
    }
    const auto& all = service.endpoints;
    auto found = std::find_if(all.begin(), all.end(), [&](const auto& each) {
        return usable(each) && plugin::equal_ignoring_case(each.interface_name, service.type);
    });
    found = found == all.end() ? std::find_if(all.begin(), all.end(), usable) : found;
    return found == all.end() ? std::string_view() : found->registered_url;
}

std::string bdii_base(std::string_view path) {
    path.remove_prefix(std::min(path.find_first_not_of('/'), path.size()));
    const auto decoded = net::percent_decode(path);
    const auto base =
        decoded && plugin::clean(*decoded, decoded->size()) == *decoded ? *decoded : std::string();
    const auto lower = plugin::lower(base);
    constexpr std::string_view glue2 = "o=glue";  // GLUE1 has o=grid, and other entries
    const bool ends = lower.size() >= glue2.size() &&
                      lower.compare(lower.size() - glue2.size(), glue2.size(), glue2) == 0;
    return ends ? base : std::string();
}

void add_bdii(const std::optional<net::Url>& url, const std::string& host,
              site::Parameters& parameters) {
    constexpr std::uint16_t bdii_port = 2170;
    const bool usable = url && (url->scheme == "ldap" || url->scheme == "ldaps");
    const net::Url target = usable ? *url : net::Url{"ldap", host, {}, {}, {}};
    parameters.endpoint = fmt::format("{}://{}:{}", target.scheme, target.bracketed_host(),
                                      target.explicit_port.value_or(bdii_port));
    parameters.bdii_base = bdii_base(target.path);
}

}  // namespace

std::optional<net::Url> read_service_url(std::string_view registered, std::string_view type) {
    auto text = without_entities(plugin::trim(registered));
    const bool has_scheme = text.find("://") != std::string::npos;
    if (!has_scheme && is_at(ServiceType::Address::url, type)) {
        text.insert(0, "https://");
    }
    escape_blanks(text);
    auto url = net::parse_url(text);
    if (!url || (!has_scheme && url->host.find_first_of(".:") == std::string::npos)) {
        return std::nullopt;
    }
    url->query = tidy_query(url->query);
    return std::move(*url);
}

std::string normal_url(std::string_view registered, std::string_view type) {
    const auto url = read_service_url(registered, type);
    return url ? url->to_string() : std::string();
}

site::Parameters find_parameters(const site::Service& service) {
    site::Parameters parameters;
    auto url = read_service_url(choose_url(service), service.type);
    if (is_at(ServiceType::Address::bdii, service.type)) {
        add_bdii(url, service.host, parameters);
        return parameters;
    }
    if (url) {
        parameters.os_tpl = query_value(url->query, "image");
        parameters.resource_tpl = query_value(url->query, "resource");
        parameters.region = query_value(url->query, "region");
        url->query.clear();
        parameters.endpoint = url->to_string();
    }
    const auto region = std::find_if(service.extensions.begin(), service.extensions.end(),
                                     [](const auto& each) { return each.key == "OS_REGION"; });
    if (parameters.region.empty() && region != service.extensions.end()) {
        parameters.region = region->value;
    }
    return parameters;
}

}  // namespace fedcloud::profiles
