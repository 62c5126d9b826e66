#include "site/profile.hpp"

#include <algorithm>
#include <optional>

#include "json/fields.hpp"
#include "json/value.hpp"
#include "site/forms.hpp"

namespace fedcloud::site {
namespace {

using json::Fields;
using json::Path;
using json::Value;
using plugin::ParseError;

using Problem = std::optional<ParseError>;

std::vector<Extension> read_extensions(const Fields& in, Problem& problem) {
    std::vector<Extension> extensions;
    in.each("extensions", [&](const Value& value, const Path& path) {
        const Fields member(value, path, problem);
        extensions.push_back({member.required_text("key"), member.text("value")});
    });
    return extensions;
}

Endpoint read_endpoint(const Value& value, const Path& path, Problem& problem) {
    const Fields in(value, path, problem);
    Endpoint endpoint;
    endpoint.id = in.text("id");
    endpoint.name = in.text("name");
    endpoint.interface_name = in.text("interface_name");
    endpoint.url = in.text("url");
    endpoint.registered_url = in.text("registered_url");
    endpoint.monitored = in.required_flag("monitored");
    if (endpoint.registered_url.empty()) {
        endpoint.registered_url = endpoint.url;
    }
    return endpoint;
}

Parameters read_parameters(const Value& value, const Path& path, Problem& problem) {
    const Fields in(value, path, problem);
    return {in.text("endpoint"), in.text("os_tpl"), in.text("resource_tpl"), in.text("region"),
            in.text("bdii_base")};
}

Service read_service(const Value& value, const Path& path, Problem& problem) {
    const Fields in(value, path, problem);
    Service service;
    service.key = in.required_text("key", gocdb_key);
    service.type = in.required_text("type");
    service.host = in.text("host", host_name);
    service.host_dn = in.text("host_dn");
    service.url = in.text("url");
    service.registered_url = in.text("registered_url");
    in.each("endpoints", [&](const Value& each, const Path& where) {
        service.endpoints.push_back(read_endpoint(each, where, problem));
    });
    service.monitored = in.required_flag("monitored");
    service.production = in.required_flag("production");
    service.scopes = in.texts("scopes");
    service.extensions = read_extensions(in, problem);
    in.with("parameters", [&](const Value& each, const Path& where) {
        service.parameters = read_parameters(each, where, problem);
    });
    if (service.registered_url.empty()) {
        service.registered_url = service.url;
    }
    return service;
}

Downtime read_downtime(const Value& value, const Path& path, Problem& problem) {
    const Fields in(value, path, problem);
    Downtime downtime;
    downtime.key = in.required_text("key", gocdb_key);
    downtime.services = in.texts("services", gocdb_key);
    downtime.severity =
        static_cast<Severity>(in.required_choice("severity", {"outage", "warning"}));
    downtime.scheduled = in.required_choice("classification", {"scheduled", "unscheduled"}) == 0;
    downtime.start = in.required_time("start");
    downtime.end = in.required_time("end");
    downtime.description = in.text("description");
    return downtime;
}

void read_site(const Fields& in, Profile& profile, Problem& problem) {
    profile.site = in.required_text("site", site_name);
    profile.key = in.text("key");
    profile.ngi = in.text("ngi");
    profile.country = in.text("country");
    profile.country_code = in.text("country_code");
    profile.certification_status = in.text("certification_status");
    profile.infrastructure = in.text("infrastructure");
    profile.giis_url = in.text("giis_url");
    profile.scopes = in.texts("scopes");
    profile.extensions = read_extensions(in, problem);
    profile.vos = in.texts("vos");
    in.require("pulled", "where and when the site was pulled from GOCDB");
    in.with("pulled", [&](const Value& value, const Path& path) {
        const Fields pulled(value, path, problem);
        profile.pulled_from = pulled.required_text("from", json::any_text);
        profile.pulled_at = pulled.required_time("at");
    });
}

// A key is how a service is asked for.
void refuse_duplicates(const Fields& in, const Profile& profile) {
    std::vector<std::string_view> keys;
    for (const auto& service : profile.services) {
        keys.push_back(service.key);
    }
    std::sort(keys.begin(), keys.end());
    const auto twice = std::adjacent_find(keys.begin(), keys.end());
    if (twice != keys.end()) {
        Value found;
        found.type = Value::Type::string;
        found.text = std::string(*twice);
        in.refuse("services", "a key of its own for every service", &found);
    }
}

}  // namespace

Expected<Profile, ParseError> read_profile(std::string_view text) {
    const auto document = json::parse(text);
    if (!document) {
        return Unexpected{document.error()};
    }
    Problem problem;
    const Path root;
    const Fields in(*document, root, problem);
    in.require("format", "1");
    (void)in.integer("format", 1, 1);
    Profile profile;
    read_site(in, profile, problem);
    in.require("services", "an array");
    in.each("services", [&](const Value& value, const Path& path) {
        profile.services.push_back(read_service(value, path, problem));
    });
    in.each("downtimes", [&](const Value& value, const Path& path) {
        profile.downtimes.push_back(read_downtime(value, path, problem));
    });
    refuse_duplicates(in, profile);
    if (problem) {
        return Unexpected{std::move(*problem)};
    }
    return profile;
}

}  // namespace fedcloud::site
