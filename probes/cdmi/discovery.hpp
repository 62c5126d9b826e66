// What a server says of itself before anything is written: the version that it speaks, and its
// capabilities.
#pragma once

#include <string>
#include <vector>

#include "abilities.hpp"
#include "client.hpp"
#include "watch.hpp"

namespace fedcloud::cdmi {

struct Discovered {
    std::string version;           // see Agreement
    std::optional<net::Url> root;  // of the capabilities; nothing if none are to be found
    CapabilityDocuments documents;
};

class Discovery {
  public:
    // Both must outlive this object.
    Discovery(Client& client, Watch& watch) : client_(client), watch_(watch) {}

    // Agrees on a version, over the capabilities of the server (below the endpoint, or below what
    // it lies in: Onedata has them beside its spaces), or the endpoint itself where there are none.
    plugin::Checked<void> agree_on_version(const plugin::Until& until);
    // Reads what agree_on_version() has found the way to, if it has.
    plugin::Checked<void> read_capabilities(const plugin::Until& until);

    const Discovered& found() const { return found_; }

  private:
    Answer<http::Response> offer_all(const net::Url& url, Kind kind, const plugin::Until& until);
    plugin::Checked<std::optional<Capabilities>> read_child(const char* name,
                                                            const plugin::Until& until);

    Answer<http::Response> get(const net::Url& url, Kind kind, const plugin::Until& until);

    Client& client_;
    Watch& watch_;
    Discovered found_;
    http::Response system_;
};

}  // namespace fedcloud::cdmi
