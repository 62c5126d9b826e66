#include "net/resolve.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netdb.h>
#include <string.h>

#include <array>
#include <memory>

#include "plugin/detached_call.hpp"
#include "plugin/number.hpp"

namespace fedcloud::net {
namespace {

using plugin::AddressFamily;
using plugin::Clock;
using plugin::WaitResult;

struct AddrinfoFree {
    void operator()(addrinfo* list) const { freeaddrinfo(list); }
};

struct Answer {
    int error = 0;  // of getaddrinfo
    std::vector<Address> addresses;
};

addrinfo hints_for(AddressFamily family, int flags) {
    addrinfo hints{};
    hints.ai_family = family == AddressFamily::ipv4   ? AF_INET
                      : family == AddressFamily::ipv6 ? AF_INET6
                                                      : AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags;
    return hints;
}

Answer ask(const std::string& host, std::uint16_t port, AddressFamily family, int flags) {
    const auto hints = hints_for(family, flags);
    const std::string service = std::to_string(port);
    addrinfo* first = nullptr;
    Answer answer;
    answer.error = getaddrinfo(host.c_str(), service.c_str(), &hints, &first);
    const std::unique_ptr<addrinfo, AddrinfoFree> list(first);
    for (const addrinfo* entry = first; entry != nullptr; entry = entry->ai_next) {
        Address address;
        address.length = entry->ai_addrlen;
        memcpy(&address.storage, entry->ai_addr, entry->ai_addrlen);
        answer.addresses.push_back(address);
    }
    return answer;
}

LookupError explain(const std::string& host, AddressFamily family, int error) {
    using Kind = LookupError::Kind;
    const std::string_view wanted = family == AddressFamily::ipv4   ? "IPv4 "
                                    : family == AddressFamily::ipv6 ? "IPv6 "
                                                                    : "";
    if (error == EAI_NONAME || error == EAI_NODATA || error == EAI_ADDRFAMILY) {
        return {
            Kind::no_such_name,
            fmt::format("no such name: the name service knows no {}address of {}", wanted, host)};
    }
    return {Kind::no_answer, fmt::format("this host's resolver could not look up {} ({}): see "
                                         "/etc/resolv.conf",
                                         host, gai_strerror(error))};
}

}  // namespace

std::string Address::ip() const {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const void* address =
        family() == AF_INET6
            ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in6*>(&storage)->sin6_addr)
            : static_cast<const void*>(&reinterpret_cast<const sockaddr_in*>(&storage)->sin_addr);
    return inet_ntop(family(), address, text.data(), text.size()) == nullptr ? "?" : text.data();
}

std::string Address::to_string() const {
    const auto port =
        ntohs(family() == AF_INET6 ? reinterpret_cast<const sockaddr_in6*>(&storage)->sin6_port
                                   : reinterpret_cast<const sockaddr_in*>(&storage)->sin_port);
    return family() == AF_INET6 ? fmt::format("[{}]:{}", ip(), port)
                                : fmt::format("{}:{}", ip(), port);
}

Expected<std::vector<Address>, LookupError> look_up(const std::string& host, std::uint16_t port,
                                                    AddressFamily family,
                                                    const plugin::Until& until) {
    auto numeric = ask(host, port, family, AI_NUMERICHOST | AI_NUMERICSERV);
    if (numeric.error == 0) {
        return std::move(numeric.addresses);
    }
    if (numeric.error == EAI_ADDRFAMILY) {
        return Unexpected{
            LookupError{LookupError::Kind::no_answer,
                        fmt::format("{} is not an {} address, and no other is allowed", host,
                                    family == AddressFamily::ipv4 ? "IPv4" : "IPv6")}};
    }
    if (numeric.error != EAI_NONAME) {
        return Unexpected{explain(host, family, numeric.error)};
    }
    const auto start = Clock::now();
    auto answer = plugin::call_detached<Answer>(
        [host, port, family] { return ask(host, port, family, AI_NUMERICSERV); }, until);
    if (!answer && answer.error() == WaitResult::interrupted) {
        return Unexpected{LookupError{LookupError::Kind::interrupted, "interrupted"}};
    }
    if (!answer) {
        const plugin::Duration waited = Clock::now() - start;
        return Unexpected{LookupError{
            LookupError::Kind::timed_out,
            fmt::format("this host's resolver did not answer within {}s when asked for {}: see "
                        "/etc/resolv.conf",
                        plugin::format_seconds(waited), host)}};
    }
    if (answer->error != 0) {
        return Unexpected{explain(host, family, answer->error)};
    }
    return std::move(answer->addresses);
}

}  // namespace fedcloud::net
