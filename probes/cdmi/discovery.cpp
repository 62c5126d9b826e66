#include "discovery.hpp"

#include <fmt/format.h>

#include <utility>

#include "plugin/text.hpp"

namespace fedcloud::cdmi {
namespace {

using plugin::Checked;
using plugin::Fault;
using plugin::Until;

constexpr const char* capabilities_name = "cdmi_capabilities/";

// Where the capabilities may be, the likeliest first.
std::vector<net::Url> capability_roots(const net::Url& endpoint) {
    constexpr std::size_t most = 4;
    std::vector<net::Url> roots;
    for (net::Url base = endpoint; roots.size() < most;) {
        roots.push_back(base.join(capabilities_name));
        if (base.path.size() <= 1) {
            break;
        }
        base.path.erase(base.path.rfind('/', base.path.size() - 2) + 1);
    }
    return roots;
}

bool is_absent(const Error& error) {
    return error.says_gone() || error.status == 405 || error.status == 501;
}

}  // namespace

// An answer of 5xx is survived once in a run; who does not answer at all is not asked again.
Answer<http::Response> Discovery::get(const net::Url& url, Kind kind, const Until& until) {
    auto response = client_.get(url, kind, until);
    if (!response && response.error().status >= 500 && response.error().status != 501 &&
        watch_.survive(response.error())) {
        return client_.get(url, kind, until);
    }
    return response;
}

// The first answer that is no 400, or the refusal of the standard's own list.
Answer<http::Response> Discovery::offer_all(const net::Url& url, Kind kind, const Until& until) {
    std::optional<Error> refusal;
    for (const auto& offer : offers()) {
        client_.speak(offer);
        auto response = get(url, kind, until);
        if (!response && response.error().status == 400) {
            if (!refusal) {
                refusal = response.error();
            }
            continue;
        }
        if (response) {
            auto agreement = agree(offer, *response);
            client_.speak(agreement.offer);
            client_.deviations().add_forms(agreement.remarks);
            found_.version = std::move(agreement.version);
        }
        return response;
    }
    refusal->fault.text = "no version of CDMI is agreed on: " + refusal->fault.text;
    return Unexpected{*refusal};
}

Checked<void> Discovery::agree_on_version(const Until& until) {
    for (const auto& root : capability_roots(client_.endpoint())) {
        auto response = offer_all(root, Kind::capability, until);
        if (response) {
            found_.root = root;
            system_ = std::move(*response);
            return {};
        }
        const int status = response.error().status;
        if (status == 400 || status == 401 || status == 403) {
            break;  // nor will it be better above
        }
        if (!is_absent(response.error())) {
            return Unexpected{response.error().fault};
        }
    }
    const auto response = offer_all(client_.endpoint(), Kind::container, until);
    if (!response) {
        return Unexpected{response.error().fault};
    }
    return {};
}

Checked<std::optional<Capabilities>> Discovery::read_child(const char* name, const Until& until) {
    const auto response = get(found_.root->join(name), Kind::capability, until);
    if (!response && response.error().status == 0) {
        return Unexpected{response.error().fault};
    }
    if (!response) {
        client_.deviations().add(fmt::format("the capabilities '{}' cannot be read: {}", name,
                                             response.error().fault.text));
        return std::optional<Capabilities>();
    }
    auto document = parse_capabilities(response->body);
    if (!document) {
        return Unexpected{
            Fault::service(fmt::format("GET {}: the answer cannot be read: {}",
                                       response->url.to_string(), document.error().message()))};
    }
    client_.deviations().add_forms(document->deviations);
    return std::optional(std::move(*document));
}

Checked<void> Discovery::read_capabilities(const Until& until) {
    if (!found_.root) {
        return {};
    }
    auto system = parse_capabilities(system_.body);
    if (!system) {
        return Unexpected{
            Fault::service(fmt::format("GET {}: the answer cannot be read: {}",
                                       system_.url.to_string(), system.error().message()))};
    }
    client_.deviations().add_forms(system->deviations);
    found_.documents.system = std::move(*system);
    auto container = read_child("container/", until);
    if (!container) {
        return Unexpected{container.error()};
    }
    found_.documents.container = std::move(*container);
    auto object = read_child("dataobject/", until);
    if (!object) {
        return Unexpected{object.error()};
    }
    found_.documents.object = std::move(*object);
    return {};
}

}  // namespace fedcloud::cdmi
