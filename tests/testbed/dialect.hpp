// How a certain OCCI server answers requests; one implementation for each server that is imitated.
#pragma once

#include <memory>
#include <string>

#include "http_message.hpp"
#include "machine_store.hpp"
#include "model.hpp"
#include "settings.hpp"

namespace fedcloud::testbed {

enum class DialectKind { rocci, ooi };

// One request as the dialects see it.
struct Call {
    std::string method;
    std::string path;    // below the endpoint's prefix, without the query
    std::string action;  // of ?action=
    HeaderList headers;
    std::string body;
    std::string base_url;  // scheme, host and prefix, without a slash at the end

    std::string content_type() const;  // in lower case, without parameters
    std::string accept() const { return header_value(headers, "Accept"); }
};

// What a dialect works on.
struct Cloud {
    MachineStore& machines;
    Settings settings;
};

class Dialect {
  public:
    virtual ~Dialect() = default;
    virtual Answer answer(const Call& call, const Cloud& cloud) const = 0;

    // An error with a message in the server's own form.
    virtual Answer error(const Call& call, int status, const std::string& message) const = 0;

    // A 401 with the given WWW-Authenticate header.
    virtual Answer unauthorized(const Call& call, const std::string& challenge) const = 0;

    // An answer with this body, in the server's own form.
    virtual Answer with_body(int status, const std::string& type,
                             const std::string& body) const = 0;

    virtual const Model& model() const = 0;
};

std::unique_ptr<Dialect> make_rocci();
std::unique_ptr<Dialect> make_ooi();

// The first media type of the Accept header, by its q values, that is among those offered; the
// default one for a missing header or */*, and an empty string when nothing suits.
std::string negotiate(const std::string& accept, const std::vector<std::string>& offered);

// The part after the prefix when `path` is prefix/ID, with or without a slash at the end.
std::string id_below(const std::string& path, const std::string& prefix);

// The address of a new machine as the settings want it to be told.
std::string told_location(const Call& call, const Settings& settings, const std::string& id);

// The time in the form of the HTTP Date header.
std::string http_date();

}  // namespace fedcloud::testbed
