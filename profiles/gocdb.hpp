// A GOCDB's programmatic interface over HTTP.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "auth/x509_credential.hpp"
#include "collect.hpp"
#include "http/client.hpp"
#include "net/url.hpp"
#include "plugin/deadline.hpp"

namespace fedcloud::profiles {

struct Gocdb {
    net::Url base;  // "https://goc.egi.eu/gocdbpi"
    Interface interface = Interface::public_one;

    net::Url url_of(const Query& query) const;
    std::string name() const;  // its base, for messages and profiles: "https://goc.egi.eu/gocdbpi/"
};

// `text` is the base, with or without "/public" or "/private" at its end, which then decides what
// else a certificate decides: with one the private interface is asked. The error is one line.
Expected<Gocdb, std::string> read_gocdb(std::string_view text, bool has_certificate);

// A certificate and its key for the private interface, checked before a byte is sent. GOCDB knows
// people and robots by the subject of the very certificate that ends the TLS connection
// (SSL_CLIENT_CERT), so that a proxy, which has another one, is refused here.
Expected<auth::X509Credential, std::string> load_certificate(const std::string& certificate,
                                                             const std::string& key,
                                                             const http::Trust& trust);

// Asks `gocdb` through `client`, which both must outlive it, and every request before `until`.
Fetch fetch_from(const Gocdb& gocdb, http::Client& client, const plugin::Until& until,
                 const std::string& identity);

}  // namespace fedcloud::profiles
