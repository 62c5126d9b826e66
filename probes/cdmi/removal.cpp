#include "removal.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "plugin/pace.hpp"
#include "plugin/text.hpp"
#include "trial.hpp"

namespace fedcloud::cdmi {
namespace {

using plugin::Checked;
using plugin::Clock;
using plugin::Fault;
using plugin::Until;

bool is_ours(const std::string& child) {
    return child == text_name || child == binary_name;
}

Checked<void> check_ownership(const Container& container, const std::string& name) {
    if (!container.name.empty() && container.name != name) {
        return Unexpected{Fault::service(
            fmt::format("it shows the name '{}', which is not ours: it is left alone",
                        plugin::clean(container.name, 80)))};
    }
    for (const auto& child : container.children.value_or(std::vector<std::string>())) {
        if (!is_ours(child)) {
            return Unexpected{Fault::service(
                fmt::format("it holds '{}', which we did not put there: it is left alone",
                            plugin::clean(child, 80)))};
        }
    }
    return {};
}

// Of one thing that is tried again as long as there is time.
class Failures {
  public:
    bool may_repeat(const Error& error, const Until& until) {
        const bool late = until.deadline.expired();
        // That the last attempt had no time left says less than what came before.
        if (!last_ || !late) {
            last_ = error.fault;
        }
        return !late && !error.is_final();
    }
    const Fault& fault() const { return *last_; }

  private:
    std::optional<Fault> last_;
};

}  // namespace

// Repeated as long as it fails and there is time; nothing if it is not there. What was `seen`
// before is given time to show again.
Checked<std::optional<Container>> Removal::look_into(const net::Url& url, const std::string& name,
                                                     bool seen, const Until& until) {
    const auto start = Clock::now();
    plugin::Pace pace;
    Failures again;
    for (;;) {
        auto container = client_.read_container(url, until);
        if (container) {
            if (auto ours = check_ownership(*container, name); !ours) {
                return Unexpected{ours.error()};
            }
            return std::optional(std::move(*container));
        }
        const bool gone = container.error().says_gone();
        if (gone && (!seen || Clock::now() - start > watch_.grace())) {
            return std::optional<Container>();
        }
        if (!gone && !again.may_repeat(container.error(), until)) {
            return Unexpected{again.fault()};
        }
        if (!gone) {
            watch_.tell(container.error());
        }
        (void)plugin::wait(until.at_most(pace.next()));
    }
}

// By the status alone: what stands in the answer does not matter.
Checked<bool> Removal::is_there(const net::Url& url, Kind kind, const Until& until) {
    plugin::Pace pace;
    Failures again;
    for (;;) {
        const auto response = client_.get(url, kind, until);
        if (response || response.error().says_gone()) {
            return response.has_value();
        }
        if (!again.may_repeat(response.error(), until)) {
            return Unexpected{again.fault()};
        }
        watch_.tell(response.error());
        (void)plugin::wait(until.at_most(pace.next()));
    }
}

// True if a delete was accepted, or may have been; false if it was gone before.
Checked<bool> Removal::erase(const net::Url& url, Kind kind, const std::string& what,
                             const Until& until) {
    constexpr int most_deletes = 10;
    plugin::Pace pace;
    std::optional<Clock::time_point> accepted;
    bool takes_time = false;  // accepted by a 202
    bool arrived = false;
    Fault last = Fault::too_late(what + " was not removed in time");
    for (int deletes = 0; !until.deadline.expired();) {
        if (!accepted) {
            if (++deletes > most_deletes) {
                break;
            }
            const auto removed = client_.remove(url, kind, until);
            arrived = arrived || removed || removed.error().may_have_happened;
            if (removed) {
                accepted = Clock::now();
                takes_time = removed->status == 202;
            } else {
                last = removed.error().fault;
                if (removed.error().is_final()) {
                    break;
                }
                if (!removed.error().says_gone()) {  // which the look will tell
                    watch_.tell(removed.error());
                }
            }
        }
        const auto there = is_there(url, kind, until);
        if (!there && !until.deadline.expired()) {
            return Unexpected{there.error()};
        }
        if (!there) {
            break;  // that the last look had no time left says less than what came before
        }
        if (!*there) {
            return arrived;
        }
        if (accepted) {
            last = Fault::service(what + " is still there although its delete was accepted");
            if (!takes_time && Clock::now() - *accepted > watch_.grace()) {
                break;
            }
        }
        (void)plugin::wait(until.at_most(pace.next()));
    }
    return Unexpected{last};
}

Checked<Removal::Outcome> Removal::remove_container(const std::string& name,
                                                    const std::vector<std::string>& objects,
                                                    bool seen, const Until& until) {
    const auto url = client_.container_url(name);
    const auto container = look_into(url, name, seen, until);
    if (!container) {
        return Unexpected{container.error()};
    }
    if (!*container) {
        return Outcome::not_there;
    }
    auto doomed = objects;
    for (const auto& child : (*container)->children.value_or(std::vector<std::string>())) {
        if (std::find(doomed.begin(), doomed.end(), child) == doomed.end()) {
            doomed.push_back(child);
        }
    }
    for (const auto& object : doomed) {
        if (auto erased = erase(Client::object_url(url, object), Kind::object, object, until);
            !erased) {
            return Unexpected{erased.error()};
        }
    }
    const auto erased = erase(url, Kind::container, "the container", until);
    if (!erased) {
        return Unexpected{erased.error()};
    }
    if (!*erased) {
        return Unexpected{Fault::service(
            "the container is said not to exist although it was there a moment ago")};
    }
    return Outcome::proven;
}

}  // namespace fedcloud::cdmi
