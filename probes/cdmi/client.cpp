#include "client.hpp"

#include <fmt/format.h>

#include <utility>

#include "plugin/text.hpp"

namespace fedcloud::cdmi {
namespace {

using http::Method;
using http::Response;
using plugin::Fault;
using plugin::Until;

constexpr std::size_t longest_quote = 160;
constexpr std::size_t largest_answer = 1U << 20U;
constexpr std::size_t largest_listing = 8U << 20U;  // of an endpoint with 100,000 containers

std::string type_of(const Response& response) {
    const auto* type = response.header("Content-Type");
    return type == nullptr ? "" : plugin::lower(type->substr(0, type->find(';')));
}

// What the server itself says is wrong: SNIA's reference server in the ETag, the others in the
// body.
std::string words_of(const Response& response) {
    if (response.body.empty()) {
        const auto* etag = response.header("ETag");
        return etag == nullptr ? "" : plugin::clean(*etag, longest_quote);
    }
    const bool html = response.body.find("<html") != std::string::npos ||
                      response.body.find("<!DOCTYPE") != std::string::npos;
    return html ? "(an HTML page)"
                : plugin::clean(std::string_view(response.body).substr(0, 4096), longest_quote);
}

std::string describe(Method method, const Response& response) {
    auto text = fmt::format("HTTP {} from {} {}", response.status, to_string(method),
                            response.url.to_string());
    const auto* location = response.header("Location");
    if (response.status >= 300 && response.status < 400 && location != nullptr) {
        text += ", which points to " + plugin::clean(*location, longest_quote);
    }
    if (const auto words = words_of(response); !words.empty()) {
        text += ": " + words;
    }
    // By it the site's staff finds the request in Swift's logs.
    if (const auto* id = response.header("X-Trans-Id")) {
        text += fmt::format(" (X-Trans-Id {})", plugin::clean(*id, 60));
    }
    return text;
}

// What a proxy or a busy server answers to a create that it, or the one behind it, has begun or
// done: it gave up waiting, it sent the request twice, it had too many of them.
bool may_have_been_done(Method method, Kind kind, int status) {
    const bool creates = method == Method::put && kind == Kind::container;
    return status >= 500 || (creates && (status == 408 || status == 409 || status == 429));
}

template <typename T>
Answer<T> read_answer(Expected<T, ParseError> parsed, const Response& response) {
    if (response.status == 202 && (!parsed || parsed->completion == Completion::complete)) {
        T thing{};
        thing.completion = Completion::processing;
        thing.completion_text = "HTTP 202";
        return thing;
    }
    if (!parsed) {
        return Unexpected{
            Error{Fault::service(fmt::format("GET {}: the answer cannot be read: {}",
                                             response.url.to_string(), parsed.error().message())),
                  response.status, true}};
    }
    return std::move(*parsed);
}

}  // namespace

bool Error::is_final() const {
    return status == 401 || status == 403 || fault.interrupted ||
           fault.blame != plugin::Blame::service;
}

Client::Client(http::Exchange& http, ClientSettings settings, Deviations& deviations)
    : http_(http), settings_(std::move(settings)), deviations_(deviations) {}

std::string Client::type_for(Method method, Kind kind) const {
    const bool snia = reads_as_snia_ && method == Method::get && kind == Kind::object;
    return media_type(kind, snia ? MediaTypes::snia : offer_.types);
}

net::Url Client::container_url(const std::string& name) const {
    return settings_.endpoint.join(name + '/');
}

net::Url Client::object_url(const net::Url& container, const std::string& name) {
    return container.join(name);
}

// Status and type of an answer that is a success: what is unusual there does no harm.
void Client::check_form(Method method, Kind kind, const Response& response) {
    if (method == Method::del || response.body.empty()) {
        return;
    }
    const auto what =
        method == Method::get ? std::string(to_string(kind)) : fmt::format("answers to PUT");
    if (response.header(version_header) == nullptr) {
        deviations_.add_form(fmt::format("{} without {}", what, version_header));
    }
    const auto type = type_of(response);
    if (type != media_type(kind, MediaTypes::registered) && type != type_for(method, kind)) {
        deviations_.add_form(fmt::format("{} of type '{}'", what, plugin::clean(type, 60)));
    }
}

Answer<Response> Client::send(Method method, const net::Url& url, Kind kind, std::string body,
                              const Until& until) {
    http::Request request{method, url};
    const auto type = type_for(method, kind);
    request.headers.emplace_back(version_header, offer_.version);
    request.headers.emplace_back("Accept", type);
    // Also where there is no body: cdmi-serve answers 400 to a GET or DELETE without it, and SNIA's
    // reference server knows a CDMI request by nothing else.
    request.headers.emplace_back("Content-Type", type);
    request.body = std::move(body);
    request.max_body = kind == Kind::container ? largest_listing : largest_answer;
    if (method == Method::get) {
        request.redirects = http::Redirects::same_origin;
    }
    auto outcome = http_.send(request, until.at_most(settings_.per_request));
    if (!outcome) {
        return Unexpected{Error{outcome.error().fault, 0, outcome.error().may_have_arrived}};
    }
    const int status = outcome->status;
    if (outcome->is_success()) {
        check_form(method, kind, *outcome);
        return std::move(*outcome);
    }
    const auto text = describe(method, *outcome);
    if (status == 401 || status == 403) {
        return Unexpected{Error{http_.refused(*outcome, text), status, false}};
    }
    return Unexpected{Error{Fault::service(text), status,
                            may_have_been_done(method, kind, status) || outcome->maybe_repeated}};
}

Answer<Response> Client::get(const net::Url& url, Kind kind, const Until& until) {
    return send(Method::get, url, kind, "", until);
}

Answer<Response> Client::put(const net::Url& url, Kind kind, std::string body, const Until& until) {
    return send(Method::put, url, kind, std::move(body), until);
}

Answer<Response> Client::remove(const net::Url& url, Kind kind, const Until& until) {
    return send(Method::del, url, kind, "", until);
}

Answer<Container> Client::read_container(const net::Url& url, const Until& until) {
    auto response = get(url, Kind::container, until);
    if (!response) {
        return Unexpected{response.error()};
    }
    auto container = read_answer(parse_container(response->body), *response);
    if (container) {
        deviations_.add_forms(container->deviations);
    }
    return container;
}

// SNIA's reference server answers JSON to its own media type alone, and the bare value to others.
Answer<Response> Client::get_object(const net::Url& url, const Until& until) {
    auto response = get(url, Kind::object, until);
    if (!response || response->status != 200 || reads_as_snia_ ||
        type_of(*response).find("cdmi") != std::string::npos || parse_object(response->body)) {
        return response;
    }
    reads_as_snia_ = true;
    auto again = get(url, Kind::object, until);
    if (again && parse_object(again->body)) {
        deviations_.add("a data object is told in JSON only where it is asked for as " +
                        media_type(Kind::object, MediaTypes::snia));
        return again;
    }
    reads_as_snia_ = false;
    return response;
}

Answer<DataObject> Client::read_object(const net::Url& url, const Until& until) {
    auto response = get_object(url, until);
    if (!response) {
        return Unexpected{response.error()};
    }
    auto object = read_answer(parse_object(response->body), *response);
    if (object) {
        deviations_.add_forms(object->deviations);
        if (object->value && object->encoding == "base64" &&
            object->value->find_first_of("\r\n") != std::string::npos) {
            deviations_.add_form("line breaks in base64 values");
        }
    }
    return object;
}

}  // namespace fedcloud::cdmi
