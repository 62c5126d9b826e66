// A container of ours, and what we put into it, deleted and proven gone.
#pragma once

#include <string>
#include <vector>

#include "client.hpp"
#include "watch.hpp"

namespace fedcloud::cdmi {

class Removal {
  public:
    // Both must outlive this object.
    Removal(Client& client, Watch& watch) : client_(client), watch_(watch) {}

    enum class Outcome {
        proven,     // deleted, and a look at it answered 404 or 410 afterwards
        not_there,  // the first look already answered so
    };
    // First `objects` and whatever else of ours the container holds, one after the other, then the
    // container, which must bear `name`; `seen`: it was there before, and is given time to show
    // again. One that holds something foreign is left alone: deleting a container takes its content
    // along (clause 9.6.1).
    plugin::Checked<Outcome> remove_container(const std::string& name,
                                              const std::vector<std::string>& objects, bool seen,
                                              const plugin::Until& until);

  private:
    plugin::Checked<std::optional<Container>> look_into(const net::Url& container,
                                                        const std::string& name, bool seen,
                                                        const plugin::Until& until);
    plugin::Checked<bool> is_there(const net::Url& url, Kind kind, const plugin::Until& until);
    plugin::Checked<bool> erase(const net::Url& url, Kind kind, const std::string& what,
                                const plugin::Until& until);

    Client& client_;
    Watch& watch_;
};

}  // namespace fedcloud::cdmi
