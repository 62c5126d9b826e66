#include "image_check.hpp"

#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>

#include "auth/destination.hpp"
#include "http/endpoint.hpp"
#include "net/url.hpp"
#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::appdb_update {
namespace {

using plugin::State;

bool is_web(const Image& image) {
    const auto url = net::parse_url(image.uri);
    return url && (url->scheme == "https" || url->scheme == "http");
}

std::string origin_of(const Image& image) {
    const auto url = net::parse_url(image.uri);
    return url ? url->origin() : "";
}

// Whether it is a redirect that was not followed because of where it leads.
bool leads_elsewhere(const http::Response& response) {
    const auto* location = response.header("Location");
    if (response.status < 300 || response.status >= 400 || location == nullptr) {
        return false;
    }
    const auto target = net::resolve_reference(response.url, *location);
    return target && !net::same_origin(*target, response.url);
}

// Also in the forms that resolvers take for an address ("0x7f.1", "::ffff:127.0.0.1").
bool is_inward(std::string host) {
    host.erase(host.find_last_not_of('.') + 1);
    addrinfo hints{};
    hints.ai_flags = AI_NUMERICHOST;
    addrinfo* list = nullptr;
    if (getaddrinfo(host.c_str(), nullptr, &hints, &list) != 0) {
        return host == "localhost" || host.ends_with(".localhost");
    }
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(list, &freeaddrinfo);
    std::array<unsigned char, 4> four{};
    if (list->ai_family == AF_INET) {
        sockaddr_in address{};
        std::memcpy(&address, list->ai_addr, sizeof address);
        std::memcpy(four.data(), &address.sin_addr, four.size());
    } else {
        sockaddr_in6 address{};
        std::memcpy(&address, list->ai_addr, sizeof address);
        const auto* six = &address.sin6_addr;
        if (!IN6_IS_ADDR_V4MAPPED(six)) {
            return IN6_IS_ADDR_LOOPBACK(six) || IN6_IS_ADDR_LINKLOCAL(six) ||
                   IN6_IS_ADDR_UNSPECIFIED(six);
        }
        std::memcpy(four.data(), &six->s6_addr[12], four.size());
    }
    return four[0] == 127 || four[0] == 0 || (four[0] == 169 && four[1] == 254);
}

Finding found(State state, const Image& image, const std::string& text) {
    return {state, "image", fmt::format("{}: {}", describe(image), text)};
}

}  // namespace

std::vector<const Image*> choose_images(const ImageList& list, std::size_t most, Time now) {
    std::vector<const Image*> fit;
    for (const auto& image : list.images) {
        if (is_web(image) && !has_expired(image, now) && problems_of(image).empty()) {
            fit.push_back(&image);
        }
    }
    const auto wanted = std::min(most, fit.size());
    std::vector<const Image*> chosen;
    for (std::size_t i = 0; i < wanted; ++i) {
        chosen.push_back(fit[i * fit.size() / wanted]);
    }
    std::stable_sort(chosen.begin(), chosen.end(),
                     [](const Image* a, const Image* b) { return origin_of(*a) < origin_of(*b); });
    return chosen;
}

bool may_be_asked(const Image& image, const net::Url& list) {
    const auto url = net::parse_url(image.uri);
    return url && (auth::is_loopback(list) || !is_inward(url->host));
}

Finding judge_answer(const Image& image, const http::Response& response) {
    const auto where = plugin::clean(http::without_query(response.url), 120);
    constexpr int not_allowed = 405;
    constexpr int not_implemented = 501;
    if (response.status == not_allowed || response.status == not_implemented) {
        return found(State::ok, image, fmt::format("{} does not answer HEAD", where));
    }
    if (leads_elsewhere(response)) {
        return found(State::ok, image, fmt::format("{} redirects to another server", where));
    }
    if (!response.is_success()) {
        return found(State::critical, image,
                     fmt::format("HTTP {} from {}", response.status, where));
    }
    const auto* header = response.header("Content-Length");
    const auto length =
        header == nullptr ? std::nullopt : plugin::parse_integer<std::uint64_t>(*header);
    if (!length) {
        return found(State::ok, image, fmt::format("{} does not tell its size", where));
    }
    if (length != plugin::parse_integer<std::uint64_t>(image.size)) {
        return found(State::critical, image,
                     fmt::format("{} has {} bytes, the list says {}", where, *length, image.size));
    }
    return found(State::ok, image, fmt::format("{} bytes at {}", *length, where));
}

Finding judge_error(const Image& image, const http::Error& error) {
    // Images may lie with anybody; that the list's checksum holds, TLS need not say.
    const bool unknown_ca = error.kind == http::ErrorKind::untrusted;
    return found(unknown_ca ? State::warning : State::critical, image, error.text);
}

plugin::Checked<std::vector<Finding>> check_images(const std::vector<const Image*>& images,
                                                   http::Client& client,
                                                   plugin::Clock::duration per_image,
                                                   const plugin::Until& until) {
    std::vector<Finding> findings;
    std::size_t asked = 0;
    for (const Image* image : images) {
        if (until.deadline.expired()) {
            break;
        }
        http::Request request;
        request.method = http::Method::head;
        request.url = *net::parse_url(image->uri);
        request.redirects = http::Redirects::same_origin;
        const auto response = client.send(request, until.at_most(per_image));
        ++asked;
        if (response) {
            findings.push_back(judge_answer(*image, *response));
            continue;
        }
        const auto fault = http::to_fault(response.error());
        if (fault.blame == plugin::Blame::ours) {
            return Unexpected{fault};
        }
        findings.push_back(judge_error(*image, response.error()));
    }
    if (asked < images.size()) {
        findings.push_back({State::warning, "time",
                            fmt::format("there was no time to ask for {} of {} images",
                                        images.size() - asked, images.size())});
    }
    return findings;
}

}  // namespace fedcloud::appdb_update
