// A CDMI client over HTTP: reads, writes and deletes containers and data objects.
//
// It sends the one form of each request that osaddon/Swift, Onedata, INDIGO, Stoxy, cdmi-serve and
// SNIA's reference server accept, and takes the answers in the forms in which they give them.
#pragma once

#include <chrono>
#include <string>

#include "deviations.hpp"
#include "http/exchange.hpp"
#include "messages.hpp"
#include "net/url.hpp"
#include "plugin/deadline.hpp"
#include "plugin/fault.hpp"
#include "version.hpp"

namespace fedcloud::cdmi {

// Why a request did not do what it should.
struct Error {
    plugin::Fault fault;
    int status = 0;  // of HTTP, 0 if there was no answer
    // The server may have done it all the same: no answer, a broken one, a 5xx, or to the create of
    // a container 408, 409 or 429.
    bool may_have_happened = false;

    bool says_gone() const { return status == 404 || status == 410; }
    // The request itself is not to the server's liking; who we are is.
    bool refuses() const { return (status >= 400 && status < 500 && !is_final()) || status == 501; }
    // Refused, ended by a signal, or not the server's fault: a second attempt would end alike.
    bool is_final() const;
};

template <typename T>
using Answer = Expected<T, Error>;

struct ClientSettings {
    net::Url endpoint;  // the container to work in: without query, its path ends in '/'
    plugin::Clock::duration per_request = std::chrono::seconds(60);  // limit of a single one
};

class Client {
  public:
    // Both must outlive this object.
    Client(http::Exchange& http, ClientSettings settings, Deviations& deviations);

    const net::Url& endpoint() const { return settings_.endpoint; }
    net::Url container_url(const std::string& name) const;
    static net::Url object_url(const net::Url& container, const std::string& name);

    // What is said from now on.
    void speak(const Offer& offer) { offer_ = offer; }

    Answer<http::Response> get(const net::Url& url, Kind kind, const plugin::Until& until);
    // The answer's status tells what came of it: 201, 204, 202 if it takes its time.
    Answer<http::Response> put(const net::Url& url, Kind kind, std::string body,
                               const plugin::Until& until);
    Answer<http::Response> remove(const net::Url& url, Kind kind, const plugin::Until& until);

    // An answer of 202 is a thing that is still being processed (clause 8.4.7).
    Answer<Container> read_container(const net::Url& url, const plugin::Until& until);
    Answer<DataObject> read_object(const net::Url& url, const plugin::Until& until);

    Deviations& deviations() { return deviations_; }

  private:
    Answer<http::Response> send(http::Method method, const net::Url& url, Kind kind,
                                std::string body, const plugin::Until& until);
    void check_form(http::Method method, Kind kind, const http::Response& response);
    Answer<http::Response> get_object(const net::Url& url, const plugin::Until& until);

    http::Exchange& http_;
    ClientSettings settings_;
    Deviations& deviations_;
    std::string type_for(http::Method method, Kind kind) const;

    Offer offer_ = offers().front();
    bool reads_as_snia_ = false;  // data objects
};

}  // namespace fedcloud::cdmi
