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
using plugin::Checked;
using plugin::Fault;

// "2026-11-21T10:00:00.000000Z", "2026-11-21T10:00:00Z"
std::optional<WallClock::time_point> read_time(const std::string& text) {
    tm parts{};
    const char* end = strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &parts);
    const bool is_utc = end != nullptr && !text.empty() && text.back() == 'Z';
    return is_utc ? std::optional(from_calendar(parts)) : std::nullopt;
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

bool is_about_the_method(int status, std::string_view body) {
    const auto document = json::parse(body);
    const auto* error = document ? document->find("error") : nullptr;
    const auto* identity = error == nullptr ? nullptr : error->find("identity");
    return status == 404 || (identity != nullptr && identity->find("methods") != nullptr);
}

Checked<net::Url> find_service(const std::vector<CatalogueEntry>& catalogue,
                               const std::string& type, const std::string& region) {
    std::vector<const CatalogueEntry*> found;
    std::vector<std::string> regions;  // that have it
    for (const auto& entry : catalogue) {
        if (entry.type != type || entry.interface != "public") {
            continue;
        }
        const auto name = plugin::clean(entry.region, 60);
        if (std::find(regions.begin(), regions.end(), name) == regions.end()) {
            regions.push_back(name);
        }
        if ((region.empty() || entry.region == region) &&
            (found.empty() || found.front()->url != entry.url)) {
            found.push_back(&entry);
        }
    }
    const auto list = plugin::clean(fmt::format("{}", fmt::join(regions, ", ")), 200);
    if (regions.empty()) {
        return Unexpected{
            Fault::service(fmt::format("Keystone's catalogue lists no public service '{}'", type))};
    }
    if (found.empty() || (found.size() > 1 && regions.size() > 1 && region.empty())) {
        return Unexpected{Fault::ours(
            fmt::format("Keystone's catalogue has the service '{}' in the region{} {}{}", type,
                        regions.size() > 1 ? "s" : "", list,
                        region.empty() ? ": give --region" : ", not in " + region))};
    }
    if (found.size() > 1) {
        return Unexpected{Fault::service(fmt::format(
            "Keystone's catalogue lists two public URLs of the service '{}' in one region{}", type,
            list.empty() ? "" : ", " + plugin::clean(found.front()->region, 60)))};
    }
    auto url = net::parse_url(found.front()->url);
    if (!url || (url->scheme != "https" && url->scheme != "http")) {
        return Unexpected{Fault::service(
            fmt::format("Keystone's catalogue gives '{}' as the URL of '{}': that is no http(s) "
                        "URL, and is not followed",
                        plugin::clean(found.front()->url, 120), type))};
    }
    return std::move(*url);
}

}  // namespace fedcloud::auth
