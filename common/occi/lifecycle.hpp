// An instance's way from created to proven gone, over an OCCI client.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "occi/client.hpp"
#include "plugin/deadline.hpp"
#include "plugin/fault.hpp"

namespace fedcloud::occi {

class Lifecycle {
  public:
    // `degraded` is told of a request that failed and was repeated. While waiting for active one
    // such failure is survived, while removing as many as there is time for.
    Lifecycle(Client& client, std::function<void(std::string)> degraded)
        : client_(client), degraded_(std::move(degraded)) {}

    // Looks at the instance until its occi.compute.state is active, and makes sure that it carries
    // `title`: a location that leads to somebody else's machine is the server's fault.
    plugin::Checked<void> wait_until_active(const net::Url& instance, const std::string& title,
                                            const plugin::Until& until);

    enum class Removal {
        proven,     // deleted, and a look at it answered 404 or 410 afterwards
        not_there,  // the first look already answered so, before anything was deleted
    };
    // Deletes until it is gone, again and again as long as there is time: a machine in the middle
    // of a change of state often cannot be deleted at once. It is looked at first unless
    // `seen`, and left alone if it carries another title than `title`.
    plugin::Checked<Removal> remove(const net::Url& instance, const std::string& title, bool seen,
                                    const plugin::Until& until);

    struct Titles {
        std::vector<std::pair<net::Url, std::string>> instances;
        bool complete = true;  // every instance of the collection could be looked at
    };
    // The titles of all instances of `kind`: a request for each, 100 at most.
    plugin::Checked<Titles> titles(const Model& model, std::string_view kind,
                                   const plugin::Until& until);

  private:
    bool survive(const Error& error);
    void tell(const Error& error);
    plugin::Checked<bool> is_there(const net::Url& instance, const std::string& title,
                                   const plugin::Until& until);

    Client& client_;
    std::function<void(std::string)> degraded_;
    bool survived_ = false;
};

}  // namespace fedcloud::occi
