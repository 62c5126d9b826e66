// An OCCI client over HTTP: query interface, create, retrieve, list, trigger an action, delete.
//
// It sends the one form of each request that rOCCI-server 1.1 and 2, ooi and pyssf all accept, and
// takes the answers in the forms in which they give them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "http/exchange.hpp"
#include "net/url.hpp"
#include "occi/model.hpp"
#include "occi/rendering.hpp"
#include "plugin/deadline.hpp"
#include "plugin/fault.hpp"

namespace fedcloud::occi {

// Why a request did not do what it should.
struct Error {
    plugin::Fault fault;
    int status = 0;  // of HTTP, 0 if there was no answer
    // The server may have done it all the same: no answer, a broken one, or a 5xx.
    bool may_have_happened = false;

    bool says_gone() const { return status == 404 || status == 410; }
};

template <typename T>
using Answer = Expected<T, Error>;

struct Created {
    std::optional<net::Url> location;  // nothing if the answer does not tell
    std::vector<std::string> remarks;  // what the server did otherwise than it should
};

struct ClientSettings {
    net::Url endpoint;  // without query; a path in it is a prefix of every request's
    plugin::Clock::duration per_request = std::chrono::seconds(60);  // limit of a single one
};

class Client {
  public:
    Client(http::Exchange& http, ClientSettings settings);

    Answer<Model> query(const plugin::Until& until);
    // POST to the location of `entity`'s first category, a kind, in `model`. The entity must carry
    // occi.core.id: rOCCI-server answers 400 or 409 without it, though it uses an id of its own.
    Answer<Created> create(const Model& model, const Entity& entity, const plugin::Until& until);
    Answer<Entity> retrieve(const net::Url& instance, const plugin::Until& until);
    Answer<std::vector<net::Url>> list(const Model& model, std::string_view kind,
                                       const plugin::Until& until);
    Answer<void> remove(const net::Url& instance, const plugin::Until& until);

    // Where a reference from this server leads: always to the endpoint's own scheme, host and
    // port, whatever the server says (rOCCI-server 2 puts https://HOSTNAME from its configuration),
    // and below the endpoint's path prefix. `remarks` is told of a host that differs.
    Expected<net::Url, std::string> locate(std::string_view reference,
                                           std::vector<std::string>* remarks = nullptr) const;

    const net::Url& endpoint() const { return settings_.endpoint; }

  private:
    Answer<http::Response> send(http::Method method, const net::Url& url, std::string body,
                                const plugin::Until& until);
    Answer<std::vector<net::Url>> locate_all(const std::vector<std::string>& references) const;
    std::optional<std::string> created_location(const http::Response& response, const Model& model,
                                                const Entity& entity) const;

    http::Exchange& http_;
    ClientSettings settings_;
};

}  // namespace fedcloud::occi
