#include "occi/client.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "plugin/text.hpp"

namespace fedcloud::occi {
namespace {

using http::Method;
using plugin::Fault;
using plugin::Until;

constexpr std::size_t longest_quote = 160;

// What the server itself says is wrong: rOCCI-server 2 in a header, the others in the body.
std::string words_of(const http::Response& response) {
    if (const auto* error = response.header("X-OCCI-Error")) {
        return plugin::clean(*error, longest_quote);
    }
    const auto* type = response.header("Content-Type");
    if (type != nullptr && plugin::lower(*type).find("html") != std::string::npos) {
        return "(an HTML page)";
    }
    return plugin::clean(std::string_view(response.body).substr(0, 4096), longest_quote);
}

std::string describe(Method method, const http::Response& response) {
    std::string text = fmt::format("HTTP {} from {} {}", response.status, to_string(method),
                                   response.url.to_string());
    const auto words = words_of(response);
    return words.empty() ? text : text + ": " + words;
}

Error content_error(Method method, const http::Response& response, const std::string& why) {
    return {Fault::service(fmt::format("{} {}: the answer cannot be read: {}", to_string(method),
                                       response.url.to_string(), why)),
            response.status, true};
}

MediaType type_of(const http::Response& response) {
    const auto* type = response.header("Content-Type");
    return type == nullptr ? MediaType::text_plain : media_type_of(*type);
}

Error wrong_type(Method method, const http::Response& response) {
    const auto* type = response.header("Content-Type");
    return content_error(method, response,
                         fmt::format("its type is '{}', which is no OCCI rendering",
                                     plugin::clean(type == nullptr ? "" : *type, 80)));
}

template <typename T>
Answer<T> checked(Expected<T, ParseError> parsed, const http::Response& response) {
    if (!parsed) {
        return Unexpected{content_error(Method::get, response, parsed.error().message())};
    }
    return std::move(*parsed);
}

Expected<std::vector<std::string>, ParseError> read_locations(const http::Response& response,
                                                              const Model& model) {
    switch (type_of(response)) {
        case MediaType::text_plain:
            return parse_locations_text(response.body);
        case MediaType::text_occi:
            return parse_locations_headers(response.headers);
        case MediaType::uri_list:
            return parse_uri_list(response.body);
        case MediaType::occi_json:
            return parse_locations_json(response.body, model);
        case MediaType::unsupported:
            break;
    }
    return std::vector<std::string>{};
}

bool starts_with_path(const std::string& path, std::string prefix) {
    while (!prefix.empty() && prefix.back() == '/') {
        prefix.pop_back();
    }
    return prefix.empty() || (path.compare(0, prefix.size(), prefix) == 0 &&
                              (path.size() == prefix.size() || path[prefix.size()] == '/'));
}

}  // namespace

Client::Client(http::Exchange& http, ClientSettings settings)
    : http_(http), settings_(std::move(settings)) {}

Answer<http::Response> Client::send(Method method, const net::Url& url, std::string body,
                                    const Until& until) {
    http::Request request{method, url};
    request.headers.emplace_back("Accept", "text/plain");
    if (!body.empty()) {
        // Exactly so: pyssf and OCCI-OS answer 406 to a charset.
        request.headers.emplace_back("Content-Type", "text/plain");
    }
    request.body = std::move(body);
    auto outcome = http_.send(request, until.at_most(settings_.per_request));
    if (!outcome) {
        return Unexpected{Error{outcome.error().fault, 0, outcome.error().may_have_arrived}};
    }
    const int status = outcome->status;
    if (outcome->is_success() || (method == Method::post && status == 303)) {
        return std::move(*outcome);  // 303: erocci's answer to a create
    }
    const auto text = describe(method, *outcome);
    if (status == 401 || status == 403) {
        return Unexpected{Error{http_.refused(*outcome, text), status, false}};
    }
    return Unexpected{
        Error{Fault::service(text), status, status >= 500 || outcome->maybe_repeated}};
}

Expected<net::Url, std::string> Client::locate(std::string_view reference,
                                               std::vector<std::string>* remarks) const {
    const auto& endpoint = settings_.endpoint;
    auto url = net::resolve_reference(endpoint, reference);
    if (!url) {
        return Unexpected{fmt::format("'{}' is no usable location: {}",
                                      plugin::clean(reference, 120), url.error())};
    }
    const bool elsewhere = url->host != endpoint.host || url->port() != endpoint.port();
    if (elsewhere && remarks != nullptr) {
        remarks->push_back(
            fmt::format("the server gives {} as a location; its path is taken, on {}",
                        url->to_string(), endpoint.origin()));
    }
    net::Url own = endpoint;
    own.path = url->path;
    own.query = url->query;
    // A relative location does not know the prefix under which the server is published.
    return starts_with_path(own.path, endpoint.path) ? own : endpoint.join(own.path);
}

Answer<std::vector<net::Url>> Client::locate_all(const std::vector<std::string>& references) const {
    std::vector<net::Url> urls;
    for (const auto& reference : references) {
        auto url = locate(reference);
        if (!url) {
            return Unexpected{Error{Fault::service(url.error()), 200, true}};
        }
        urls.push_back(std::move(*url));
    }
    return urls;
}

Answer<Model> Client::query(const Until& until) {
    auto response = send(Method::get, settings_.endpoint.join("/-/"), "", until);
    if (!response) {
        return Unexpected{response.error()};
    }
    switch (type_of(*response)) {
        case MediaType::text_plain:
            return checked(parse_model_text(response->body), *response);
        case MediaType::text_occi:
            return checked(parse_model_headers(response->headers), *response);
        case MediaType::occi_json:
            return checked(parse_model_json(response->body), *response);
        case MediaType::uri_list:
        case MediaType::unsupported:
            break;
    }
    return Unexpected{wrong_type(Method::get, *response)};
}

// The places where servers put it, in the order in which they are to be believed.
std::optional<std::string> Client::created_location(const http::Response& response,
                                                    const Model& model,
                                                    const Entity& entity) const {
    for (const auto* name : {"Location", "X-OCCI-Location"}) {
        if (const auto* value = response.header(name); value != nullptr && !value->empty()) {
            return *value;
        }
    }
    if (const auto locations = read_locations(response, model); locations && !locations->empty()) {
        return locations->front();
    }
    // OCCI 1.2 text rendering: the new instance itself may be the answer.
    const auto rendered = parse_entity_text(response.body);
    if (rendered && !rendered->id().empty() && rendered->title() == entity.title()) {
        const auto* kind = model.find(entity.categories.front().id());
        const auto base = kind == nullptr || kind->location.empty() ? "/compute/" : kind->location;
        return base + (base.back() == '/' ? "" : "/") + rendered->id();
    }
    return std::nullopt;
}

Answer<Created> Client::create(const Model& model, const Entity& entity, const Until& until) {
    const auto& kind = entity.categories.front();
    const auto* known = model.find(kind.id());
    const auto location =
        known == nullptr || known->location.empty() ? '/' + kind.term + '/' : known->location;
    const auto target = locate(location);
    if (!target) {
        return Unexpected{Error{Fault::service(target.error()), 0, false}};
    }
    auto response = send(Method::post, *target, render_entity(entity), until);
    if (!response) {
        return Unexpected{response.error()};
    }
    Created created;
    const auto reference = created_location(*response, model, entity);
    if (!reference) {
        created.remarks.push_back(
            "the answer to the create does not say where the new instance is");
        return created;
    }
    auto url = locate(*reference, &created.remarks);
    if (!url) {
        created.remarks.push_back(url.error());
        return created;
    }
    created.location = std::move(*url);
    return created;
}

Answer<Entity> Client::retrieve(const net::Url& instance, const Until& until) {
    auto response = send(Method::get, instance, "", until);
    if (!response) {
        return Unexpected{response.error()};
    }
    switch (type_of(*response)) {
        case MediaType::text_plain:
            return checked(parse_entity_text(response->body), *response);
        case MediaType::text_occi:
            return checked(parse_entity_headers(response->headers), *response);
        case MediaType::occi_json:
            return checked(parse_entity_json(response->body), *response);
        case MediaType::uri_list:
        case MediaType::unsupported:
            break;
    }
    return Unexpected{wrong_type(Method::get, *response)};
}

Answer<std::vector<net::Url>> Client::list(const Model& model, std::string_view kind,
                                           const Until& until) {
    const auto* known = model.find(kind);
    const auto target =
        locate(known == nullptr || known->location.empty() ? "/compute/" : known->location);
    if (!target) {
        return Unexpected{Error{Fault::service(target.error()), 0, false}};
    }
    auto response = send(Method::get, *target, "", until);
    if (!response) {
        return Unexpected{response.error()};
    }
    if (response->status == 204) {  // ooi and rOCCI-server 2: nothing there
        return std::vector<net::Url>{};
    }
    if (type_of(*response) == MediaType::unsupported) {
        return Unexpected{wrong_type(Method::get, *response)};
    }
    auto references = checked(read_locations(*response, model), *response);
    if (!references) {
        return Unexpected{references.error()};
    }
    return locate_all(*references);
}

Answer<void> Client::remove(const net::Url& instance, const Until& until) {
    auto response = send(Method::del, instance, "", until);
    if (!response) {
        return Unexpected{response.error()};
    }
    return {};
}

}  // namespace fedcloud::occi
