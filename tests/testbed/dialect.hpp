// How a certain OCCI server answers requests; one implementation for each server that is imitated.
#pragma once

#include <memory>
#include <string>

#include "call.hpp"
#include "http_message.hpp"
#include "machine_store.hpp"
#include "model.hpp"
#include "settings.hpp"

namespace fedcloud::testbed {

enum class DialectKind { rocci, ooi };

// What a dialect works on.
struct Cloud {
    MachineStore& machines;
    Settings settings;
};

class Dialect : public AnswerForm {
  public:
    virtual Answer answer(const Call& call, const Cloud& cloud) const = 0;

    // A 401 with the given WWW-Authenticate header.
    virtual Answer unauthorized(const Call& call, const std::string& challenge) const = 0;

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
