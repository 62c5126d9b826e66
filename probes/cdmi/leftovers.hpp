// Containers that earlier runs of this monitoring instance left on the site.
#pragma once

#include "cleanup/reaper.hpp"
#include "client.hpp"
#include "plugin/deadline.hpp"
#include "removal.hpp"

namespace fedcloud::cdmi {

// The `kind` of the journal's entries.
inline constexpr auto journal_kind = "cdmi-container";

// The containers in the endpoint's, as the reaper sees them. Where they are follows from their
// names: neither the journal nor the server can lead to another place.
class Containers : public cleanup::Collection {
  public:
    Containers(Client& client, Removal& removal, const plugin::Until& until)
        : client_(client), removal_(removal), until_(until) {}

    plugin::Checked<Listing> list() override;
    plugin::Checked<bool> remove(const Thing& thing) override;

  private:
    Client& client_;
    Removal& removal_;
    plugin::Until until_;
};

}  // namespace fedcloud::cdmi
