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

}  // namespace

// Repeated as long as it fails and there is time; nothing if it is not there.
Checked<std::optional<Container>> Removal::look_into(const net::Url& url, const std::string& name,
                                                     const Until& until) {
    plugin::Pace pace;
    for (;;) {
        auto container = client_.read_container(url, until);
        if (container) {
            if (auto ours = check_ownership(*container, name); !ours) {
                return Unexpected{ours.error()};
            }
            return std::optional(std::move(*container));
        }
        if (container.error().says_gone()) {
            return std::optional<Container>();
        }
        if (container.error().is_final() || until.deadline.expired()) {
            return Unexpected{container.error().fault};
        }
        watch_.tell(container.error());
        (void)plugin::wait(until.at_most(pace.next()));
    }
}

// By the status alone: what stands in the answer does not matter.
Checked<bool> Removal::is_there(const net::Url& url, Kind kind, const Until& until) {
    plugin::Pace pace;
    for (;;) {
        const auto response = client_.get(url, kind, until);
        if (response || response.error().says_gone()) {
            return response.has_value();
        }
        if (response.error().is_final() || until.deadline.expired()) {
            return Unexpected{response.error().fault};
        }
        watch_.tell(response.error());
        (void)plugin::wait(until.at_most(pace.next()));
    }
}

Checked<void> Removal::erase(const net::Url& url, Kind kind, const std::string& what,
                             const Until& until) {
    constexpr int most_deletes = 10;
    plugin::Pace pace;
    std::optional<Clock::time_point> accepted;
    bool takes_time = false;  // accepted by a 202
    Fault last = Fault::too_late(what + " was not removed in time");
    for (int deletes = 0; !until.deadline.expired();) {
        if (!accepted) {
            if (++deletes > most_deletes) {
                break;
            }
            const auto removed = client_.remove(url, kind, until);
            if (removed || removed.error().says_gone()) {
                accepted = Clock::now();
                takes_time = removed && removed->status == 202;
            } else {
                last = removed.error().fault;
                if (removed.error().is_final()) {
                    break;
                }
                watch_.tell(removed.error());
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
            return {};
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
                                                    const Until& until) {
    const auto url = client_.container_url(name);
    const auto container = look_into(url, name, until);
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
    if (auto erased = erase(url, Kind::container, "the container", until); !erased) {
        return Unexpected{erased.error()};
    }
    return Outcome::proven;
}

}  // namespace fedcloud::cdmi
