#include "auth/keystone_messages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "auth/access_token.hpp"
#include "json/value.hpp"
#include "plugin/text.hpp"

namespace fedcloud::auth {
namespace {

using Json = nlohmann::json;
using plugin::Fault;

// "2026-11-21T10:00:00.000000Z", "2026-11-21T10:00:00Z"
std::optional<WallClock::time_point> read_time(const std::string& text) {
    tm parts{};
    const char* end = strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &parts);
    const bool is_utc = end != nullptr && !text.empty() && text.back() == 'Z';
    return is_utc ? std::optional(WallClock::from_time_t(timegm(&parts))) : std::nullopt;
}

// A JSON string that is not UTF-8 would make the library throw: what is typed into an option need
// not be.
std::string dump(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void add_v3_endpoints(const json::Value& service, std::vector<CatalogueEntry>& catalogue) {
    for (const auto& endpoint : service.list("endpoints")) {
        auto region = endpoint.string("region_id");
        catalogue.push_back({service.string("type"), endpoint.string("interface"),
                             region.empty() ? endpoint.string("region") : region,
                             endpoint.string("url")});
    }
}

Expected<KeystoneToken, std::string> checked(KeystoneToken token) {
    if (const auto fits = check_token_text(token.value); !fits) {
        return Unexpected{"the token in the answer " + fits.error()};
    }
    return token;
}

Fault two_services(const CatalogueEntry& one, const CatalogueEntry& other) {
    const auto region = plugin::clean(one.region, 60);
    if (one.region == other.region) {
        return Fault::service(
            fmt::format("Keystone's catalogue lists two public URLs of the service '{}' in one "
                        "region{}",
                        one.type, region.empty() ? "" : ", " + region));
    }
    return Fault::ours(fmt::format(
        "Keystone's catalogue lists the service '{}' in the regions {} and {}: give --region",
        one.type, region, plugin::clean(other.region, 60)));
}

}  // namespace

std::string v3_password_request(const PasswordLogin& login) {
    const Json user = {{"name", login.username},
                       {"domain", {{"name", login.domain}}},
                       {"password", login.password}};
    return dump({{"auth",
                  {{"identity",
                    {{"methods", Json::array({"password"})}, {"password", {{"user", user}}}}}}}});
}

std::string v3_rescope_request(const std::string& token, const std::string& project_id) {
    const Json identity = {{"methods", Json::array({"token"})}, {"token", {{"id", token}}}};
    return dump(
        {{"auth", {{"identity", identity}, {"scope", {{"project", {{"id", project_id}}}}}}}});
}

std::string v2_voms_request(const std::string& tenant) {
    Json auth = {{"voms", true}};
    if (!tenant.empty()) {
        auth["tenantName"] = tenant;
    }
    return dump({{"auth", auth}});
}

std::string v2_password_request(const PasswordLogin& login, const std::string& tenant) {
    Json auth = {
        {"passwordCredentials", {{"username", login.username}, {"password", login.password}}}};
    if (!tenant.empty()) {
        auth["tenantName"] = tenant;
    }
    return dump({{"auth", auth}});
}

Expected<KeystoneToken, std::string> read_v3_token(const http::Response& response) {
    const std::string* value = response.header("X-Subject-Token");
    if (value == nullptr) {
        return Unexpected{std::string("the answer bears no X-Subject-Token")};
    }
    KeystoneToken token;
    token.value = *value;
    const auto document = json::parse(response.body);
    if (const auto* body = document ? document->find("token") : nullptr) {
        token.expires = read_time(body->string("expires_at"));
        for (const auto& service : body->list("catalog")) {
            add_v3_endpoints(service, token.catalogue);
        }
    }
    return checked(std::move(token));
}

Expected<KeystoneToken, std::string> read_v2_token(const http::Response& response) {
    const auto document = json::parse(response.body);
    if (!document) {
        return Unexpected{"the answer is no JSON: " + document.error().where};
    }
    const auto* access = document->find("access");
    const auto* body = access == nullptr ? nullptr : access->find("token");
    if (body == nullptr) {
        return Unexpected{std::string("the answer bears no access.token")};
    }
    KeystoneToken token;
    token.value = body->string("id");
    token.expires = read_time(body->string("expires"));
    for (const auto& service : access->list("serviceCatalog")) {
        for (const auto& endpoint : service.list("endpoints")) {
            token.catalogue.push_back({service.string("type"), "public", endpoint.string("region"),
                                       endpoint.string("publicURL")});
        }
    }
    return checked(std::move(token));
}

Expected<std::vector<Project>, std::string> read_projects(std::string_view body) {
    const auto document = json::parse(body);
    if (!document) {
        return Unexpected{"the list of projects is no JSON: " + document.error().where};
    }
    const auto is_list = [&](std::string_view name) {
        const auto* value = document->find(name);
        return value != nullptr && value->type == json::Value::Type::array;
    };
    if (!is_list("projects") && !is_list("tenants")) {
        return Unexpected{std::string("the answer holds no list of projects")};
    }
    std::vector<Project> projects;
    for (const auto* name : {"projects", "tenants"}) {
        for (const auto& each : document->list(name)) {
            const auto* enabled = each.find("enabled");
            const bool disabled = enabled != nullptr && enabled->text == "false";
            if (!disabled && !each.string("id").empty()) {
                projects.push_back({each.string("id"), each.string("name")});
            }
        }
    }
    return projects;
}

std::string read_keystone_error(std::string_view body) {
    if (const auto document = json::parse(body)) {
        const auto* error = document->find("error");
        if (error == nullptr) {
            return "";
        }
        const auto message = error->string("message");
        return plugin::clean(message.empty() ? error->string("title") : message, 120);
    }
    const auto lowered = plugin::lower(body.substr(0, 4096));
    const auto begin = lowered.find("<title>");
    const auto end = lowered.find("</title>");
    constexpr std::size_t mark = 7;
    return begin == std::string::npos || end == std::string::npos || end < begin
               ? ""
               : plugin::clean(body.substr(begin + mark, end - begin - mark), 120);
}

plugin::Checked<net::Url> find_service(const std::vector<CatalogueEntry>& catalogue,
                                       const std::string& type, const std::string& region) {
    const auto offered = [&](const CatalogueEntry& entry) {
        return entry.type == type && entry.interface == "public";
    };
    const CatalogueEntry* found = nullptr;
    for (const auto& entry : catalogue) {
        if (!offered(entry) || (!region.empty() && entry.region != region)) {
            continue;
        }
        if (found != nullptr && found->url != entry.url) {
            return Unexpected{two_services(*found, entry)};
        }
        found = &entry;
    }
    if (found == nullptr) {
        const auto elsewhere = std::find_if(catalogue.begin(), catalogue.end(), offered);
        return Unexpected{
            elsewhere == catalogue.end()
                ? Fault::service(
                      fmt::format("Keystone's catalogue lists no public service '{}'", type))
                : Fault::ours(fmt::format("Keystone's catalogue lists the service '{}' in the "
                                          "region {}, not in {}: see --region",
                                          type, plugin::clean(elsewhere->region, 60), region))};
    }
    auto url = net::parse_url(found->url);
    if (!url || (url->scheme != "https" && url->scheme != "http")) {
        return Unexpected{Fault::service(
            fmt::format("Keystone's catalogue gives '{}' as the URL of '{}': that is no http(s) "
                        "URL, and is not followed",
                        plugin::clean(found->url, 120), type))};
    }
    return std::move(*url);
}

}  // namespace fedcloud::auth
