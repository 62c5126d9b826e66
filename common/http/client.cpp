#include "http/client.hpp"

#include <curl/curl.h>
#include <fmt/format.h>
#include <poll.h>
#include <stdlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <new>
#include <utility>
#include <vector>

#include "http/failure.hpp"
#include "http/handles.hpp"
#include "http/receiver.hpp"
#include "http/trace.hpp"
#include "net/resolve.hpp"
#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::http {
namespace {

using plugin::Clock;
using plugin::Until;

Error too_late(const Request& request, plugin::Duration waited, std::string_view phase) {
    return {ErrorKind::timed_out,
            in_words(request, fmt::format("timed out after {}s, {}", plugin::format_seconds(waited),
                                          phase))};
}

// What libcurl cannot do is no time-out of the service.
Error broken_here(const Request& request, CURLMcode code) {
    return {ErrorKind::local, in_words(request, fmt::format("libcurl on this host fails: {}",
                                                            curl_multi_strerror(code)))};
}

}  // namespace

class Client::Impl {
  public:
    explicit Impl(ClientOptions options);

    Expected<Response, Error> send(const Request& request, const Until& until);
    void trace(int level, const std::vector<std::string>& lines) const;

    // What is known of one host and port.
    struct Peer {
        List addresses;  // for CURLOPT_RESOLVE
        int connections = 0;
        Timing first_connection{};
    };
    static std::string name_of(const net::Url& url) {
        return fmt::format("{}:{}", url.host, url.port().value_or(80));
    }

    ClientOptions options_;
    int requests_ = 0;
    std::map<std::string, Peer> peers_;  // by host:port; libcurl's handle uses them to its end

  private:
    Expected<List, Error> look_up(const Request& request, const Until& until,
                                  plugin::Duration& time);
    Expected<Peer*, Error> find_peer(const Request& request, const Until& until,
                                     plugin::Duration& lookup);
    // Drives the transfer until it is done; nothing else if the time is up or a signal came.
    Expected<CURLcode, Error> transfer(const Request& request, const Receiver& receiver,
                                       const Until& until);
    Error describe(const Request& request, CURLcode code, const Receiver& receiver,
                   const Peer& peer) const;
    Response collect(const Request& request, Receiver& receiver, plugin::Duration lookup,
                     Peer& peer);

    // Before the handles, which use them to their end.
    Clock::time_point start_{};  // of the request that is under way
    Seen seen_;
    std::array<char, CURL_ERROR_SIZE> error_{};
    Multi multi_;
    Easy easy_;
};

Client::Impl::Impl(ClientOptions options) : options_(std::move(options)) {
    unsetenv("SSLKEYLOGFILE");  // libcurl would write the keys of our connections there
    curl_global_init(CURL_GLOBAL_DEFAULT);
    multi_.reset(curl_multi_init());
    easy_.reset(curl_easy_init());
    if (!multi_ || !easy_) {
        throw std::bad_alloc();
    }
    configure(easy_.get(), options_, error_.data(), seen_);
}

Expected<Client::Impl::Peer*, Error> Client::Impl::find_peer(const Request& request,
                                                             const Until& until,
                                                             plugin::Duration& lookup) {
    const auto name = name_of(request.url);
    auto known = peers_.find(name);
    if (known == peers_.end()) {
        auto list = look_up(request, until, lookup);
        if (!list) {
            return Unexpected{list.error()};
        }
        known = peers_.emplace(name, Peer{std::move(*list)}).first;
        curl_easy_setopt(easy_.get(), CURLOPT_RESOLVE, known->second.addresses.get());
    }
    return &known->second;
}

// libcurl's own look-up runs in a thread that it waits for when a transfer is given up, however
// long the resolver takes (curl issues 2975 and 8515); and it does not tell an unknown name from a
// resolver that is down.
Expected<List, Error> Client::Impl::look_up(const Request& request, const Until& until,
                                            plugin::Duration& time) {
    const auto start = Clock::now();
    const auto port = request.url.port().value_or(80);
    auto addresses = net::look_up(request.url.host, port, options_.family, until);
    time = Clock::now() - start;
    if (!addresses) {
        using Kind = net::LookupError::Kind;
        const auto kind = addresses.error().kind;
        return Unexpected{Error{kind == Kind::no_such_name  ? ErrorKind::name_not_found
                                : kind == Kind::interrupted ? ErrorKind::interrupted
                                                            : ErrorKind::resolver_failed,
                                addresses.error().text}};
    }
    if (net::is_ip_address(request.url.host)) {
        return List();  // which libcurl reads itself; an entry cannot be for an IPv6 address
    }
    std::string entry = fmt::format("{}:{}:", request.url.host, port);
    for (const auto& address : *addresses) {
        entry += (entry.back() == ':' ? "" : ",") +
                 (address.family() == AF_INET6 ? '[' + address.ip() + ']' : address.ip());
    }
    List list;
    append(list, entry);
    return list;
}

Expected<CURLcode, Error> Client::Impl::transfer(const Request& request, const Receiver& receiver,
                                                 const Until& until) {
    const auto start = Clock::now();
    for (;;) {
        int running = 0;
        if (const auto code = curl_multi_perform(multi_.get(), &running); code != CURLM_OK) {
            return Unexpected{broken_here(request, code)};
        }
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
            if (message->msg == CURLMSG_DONE) {
                return message->data.result;
            }
        }
        if (until.deadline.expired()) {
            return Unexpected{
                too_late(request, Clock::now() - start,
                         phase_of(easy_.get(), {request.url.is_tls(), seen_.has_new_connection(),
                                                receiver.has_begun()}))};
        }
        curl_waitfd signal{until.interrupt_fd, CURL_WAIT_POLLIN, 0};
        const bool interruptible = until.interrupt_fd >= 0;
        curl_multi_poll(multi_.get(), interruptible ? &signal : nullptr, interruptible ? 1 : 0,
                        until.deadline.remaining_ms(), nullptr);
        if (signal.revents != 0) {
            return Unexpected{Error{ErrorKind::interrupted, "interrupted"}};
        }
    }
}

Error Client::Impl::describe(const Request& request, CURLcode code, const Receiver& receiver,
                             const Peer& peer) const {
    if (!receiver.problem.empty()) {
        return {ErrorKind::too_large, in_words(request, receiver.problem)};
    }
    Failure failure;
    failure.code = code;
    failure.detail = error_.data();
    failure.connected = seconds_of(easy_.get(), CURLINFO_PRETRANSFER_TIME_T).count() > 0;
    failure.tls = request.url.is_tls();
    failure.sent_certificate = options_.certificate.has_value();
    // Before the first answer, a server that hangs up may do so because of our certificate.
    failure.certificate_wanted = seen_.certificate_wanted && peer.connections == 0;
    failure.chain_fault = seen_.chain_fault;
    if (code == CURLE_OUT_OF_MEMORY && !failure.connected) {
        throw std::bad_alloc();
    }
    curl_easy_getinfo(easy_.get(), CURLINFO_SSL_VERIFYRESULT, &failure.verify_result);
    curl_easy_getinfo(easy_.get(), CURLINFO_OS_ERRNO, &failure.os_error);
    if (seen_.socket_error != 0) {
        failure.os_error = seen_.socket_error;
    }
    return explain(request, failure);
}

Response Client::Impl::collect(const Request& request, Receiver& receiver, plugin::Duration lookup,
                               Peer& peer) {
    CURL* handle = easy_.get();
    Response response;
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    response.status = static_cast<int>(status);
    response.headers = std::move(receiver.headers);
    response.body = std::move(receiver.body);
    response.url = request.url;

    const auto connected = seconds_of(handle, CURLINFO_CONNECT_TIME_T);
    const auto secured = seconds_of(handle, CURLINFO_APPCONNECT_TIME_T);
    // libcurl's own time of the first byte begins as soon as a body is sent (7.88).
    response.timing.first_byte = receiver.begun() - start_;
    response.timing.total = lookup + seconds_of(handle, CURLINFO_TOTAL_TIME_T);
    long opened = 0;
    curl_easy_getinfo(handle, CURLINFO_NUM_CONNECTS, &opened);
    if (opened > 0) {
        response.timing.lookup = lookup;
        response.timing.connect = connected - seconds_of(handle, CURLINFO_NAMELOOKUP_TIME_T);
        response.timing.tls = std::max(secured - connected, plugin::Duration::zero());
        if (peer.connections == 0) {
            peer.first_connection = response.timing;
        }
        response.maybe_repeated = opened > 1 || peer.connections > 0;
        peer.connections += static_cast<int>(opened);
    }
    return response;
}

Expected<Response, Error> Client::Impl::send(const Request& request, const Until& until) {
    start_ = Clock::now();
    seen_.begin_request();
    plugin::Duration lookup{};
    const auto peer = find_peer(request, until, lookup);
    if (!peer) {
        return Unexpected{peer.error()};
    }
    List headers;
    append(headers, "Expect:");  // some of these servers never answer 100 Continue
    for (const auto& [name, value] : request.headers) {
        append(headers, fmt::format("{}: {}", name, value));
    }
    // An answer to HEAD tells the size of what it does not send.
    Receiver receiver(
        request.method == Method::head ? std::numeric_limits<std::size_t>::max() : request.max_body,
        request.judge_beginning);
    Upload upload{request.body, request.body, request.method == Method::put};
    configure_request(easy_.get(), request, headers, upload, receiver);
    error_.front() = '\0';
    ++requests_;

    const auto added = curl_multi_add_handle(multi_.get(), easy_.get());
    auto outcome = added == CURLM_OK
                       ? transfer(request, receiver, until)
                       : Expected<CURLcode, Error>(Unexpected{broken_here(request, added)});
    curl_multi_remove_handle(multi_.get(), easy_.get());
    curl_easy_setopt(easy_.get(), CURLOPT_HTTPHEADER, nullptr);
    if (!outcome) {
        return Unexpected{outcome.error()};
    }
    if (*outcome != CURLE_OK) {
        return Unexpected{describe(request, *outcome, receiver, **peer)};
    }
    if (!receiver.has_headers) {  // libcurl takes a connection closed among them for their end
        return Unexpected{Error{ErrorKind::connection_lost,
                                in_words(request, "the answer ended among its headers")}};
    }
    auto response = collect(request, receiver, lookup, **peer);
    const std::string* encoding = response.header("Content-Encoding");
    if (encoding != nullptr && !plugin::equal_ignoring_case(*encoding, "identity")) {
        return Unexpected{Error{
            ErrorKind::malformed,
            in_words(request, fmt::format("the answer is packed ({}), which was not asked for",
                                          plugin::clean(*encoding, 40)))}};
    }
    return response;
}

void Client::Impl::trace(int level, const std::vector<std::string>& lines) const {
    if (options_.trace) {
        for (const auto& line : lines) {
            options_.trace(level, line);
        }
    }
}

Client::Client(ClientOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Client::~Client() = default;

Expected<Response, Error> Client::send(const Request& request, const plugin::Until& until) {
    constexpr int most_redirects = 3;
    Request current = request;
    for (int followed = 0;; ++followed) {
        const auto start = Clock::now();
        impl_->trace(3, trace_lines(current));
        auto outcome = impl_->send(current, until);
        impl_->trace(2, {trace_summary(current, outcome, Clock::now() - start)});
        if (!outcome) {
            return outcome;
        }
        impl_->trace(3, trace_lines(current, *outcome));
        const std::string* location = outcome->header("Location");
        const bool reads = current.method == Method::get || current.method == Method::head;
        if (current.redirects == Redirects::none || !reads || outcome->status < 300 ||
            outcome->status > 399 || location == nullptr || followed == most_redirects) {
            return outcome;
        }
        auto target = net::resolve_reference(current.url, *location);
        if (!target || !net::same_origin(*target, current.url)) {
            return outcome;
        }
        current.url = std::move(*target);
    }
}

int Client::requests() const {
    return impl_->requests_;
}
Timing Client::first_connection(const net::Url& url) const {
    const auto peer = impl_->peers_.find(Impl::name_of(url));
    return peer == impl_->peers_.end() ? Timing{} : peer->second.first_connection;
}

}  // namespace fedcloud::http
