// Looking at what was written until it shows what was written: a read is the proof of a write,
// whatever the write itself answered.
#pragma once

#include <fmt/format.h>

#include <functional>
#include <optional>
#include <string>

#include "client.hpp"
#include "plugin/number.hpp"
#include "plugin/pace.hpp"

namespace fedcloud::cdmi {

template <typename T>
struct Seen {
    T thing;               // as it was last seen
    bool settled = false;  // false: the grace is over, and it still shows what it was before
};

class Watch {
  public:
    using Tell = std::function<void(std::string)>;

    // `grace`: how long a change may take to show, and what is gone to be gone. `incident` is told
    // of a request that failed and was repeated (one in a run is survived), `note` of a change that
    // did not show at once. The client must outlive this object.
    Watch(Client& client, plugin::Clock::duration grace, Tell incident, Tell note)
        : client_(client), grace_(grace), incident_(std::move(incident)), note_(std::move(note)) {}

    // Fails if it cannot be read, went to an error, or is still being processed when `until` is
    // over. `what` is its name in a sentence.
    plugin::Checked<Seen<Container>> container(const net::Url& url, const std::string& what,
                                               const std::function<bool(const Container&)>& settled,
                                               const plugin::Until& until);
    plugin::Checked<Seen<DataObject>> object(const net::Url& url, const std::string& what,
                                             const std::function<bool(const DataObject&)>& settled,
                                             const plugin::Until& until);

    // After a 202 with a Location: until that is no 202 any more and says nothing of processing. A
    // location on another host is not gone to.
    plugin::Checked<void> finish(const http::Response& accepted, Kind kind,
                                 const plugin::Until& until);

    plugin::Clock::duration grace() const { return grace_; }
    // Tells of a failed request that is repeated; false if it is not to be.
    bool survive(const Error& error);
    void tell(const Error& error);

  private:
    template <typename T>
    plugin::Checked<Seen<T>> look(const std::function<Answer<T>()>& read, const std::string& what,
                                  const std::function<bool(const T&)>& settled,
                                  const plugin::Until& until);

    Client& client_;
    plugin::Clock::duration grace_;
    Tell incident_;
    Tell note_;
    bool survived_ = false;
};

}  // namespace fedcloud::cdmi
