#include "occi/lifecycle.hpp"

#include <fmt/format.h>

#include "plugin/number.hpp"
#include "plugin/pace.hpp"
#include "plugin/text.hpp"

namespace fedcloud::occi {
namespace {

using plugin::Checked;
using plugin::Clock;
using plugin::Fault;
using plugin::Until;
using plugin::WaitResult;

constexpr std::size_t most_looked_at = 100;

std::string state_of(const Entity& entity) {
    const auto* state = find_attribute(entity.attributes, "occi.compute.state");
    return state == nullptr ? "" : plugin::lower(*state);
}

Fault not_ours(const net::Url& instance, const std::string& title) {
    return Fault::service(
        fmt::format("{} carries the title '{}', which is not ours: it is left alone",
                    instance.to_string(), plugin::clean(title, 80)));
}

// Servers that keep no title at all exist; one that shows another title shows another machine.
bool carries_other_title(const Entity& entity, const std::string& title) {
    return !entity.title().empty() && entity.title() != title;
}

Fault failed(const Entity& entity) {
    // OCCI 1.2 has a place for the reason (GFD.224, occi.compute.state.message).
    const auto* message = find_attribute(entity.attributes, "occi.compute.state.message");
    return Fault::service(
        fmt::format("the machine went to the state 'error'{}",
                    message == nullptr ? "" : ": " + plugin::clean(*message, 160)));
}

Fault never_active(const std::string& state, plugin::Duration waited, bool cannot_tell) {
    auto text = fmt::format("the machine was not active after {}s, its state is '{}'",
                            plugin::format_seconds(waited), plugin::clean(state, 40));
    if (cannot_tell && state == "inactive") {
        text +=
            ", which this kind of server (OpenStack's ooi, OCCI-OS) says of a machine that it "
            "builds and of one that failed alike";
    }
    return Fault::too_late(text);
}

bool is_openstack(const Entity& entity) {
    for (const auto& category : entity.categories) {
        if (category.scheme.rfind("http://schemas.openstack.org/template/", 0) == 0) {
            return true;
        }
    }
    return false;
}

// Refused, ended by a signal, or not the server's fault: a second attempt would end alike.
bool is_final(const Error& error) {
    return error.status == 401 || error.status == 403 || error.fault.interrupted ||
           error.fault.blame != plugin::Blame::service;
}

}  // namespace

void Lifecycle::tell(const Error& error) {
    if (!survived_) {
        survived_ = true;
        degraded_("a request failed and was repeated: " + error.fault.text);
    }
}

// One answer that fails is an incident and not yet a verdict.
bool Lifecycle::survive(const Error& error) {
    if (survived_ || is_final(error)) {
        return false;
    }
    tell(error);
    return true;
}

Checked<void> Lifecycle::wait_until_active(const net::Url& instance, const std::string& title,
                                           const Until& until) {
    const auto start = Clock::now();
    plugin::Pace pace;
    std::string state = "unknown";
    bool cannot_tell = false;
    for (;;) {
        const auto waited = plugin::wait(until.at_most(pace.next()));
        if (waited == WaitResult::interrupted) {
            return Unexpected{Fault::by_signal()};
        }
        if (until.deadline.expired()) {
            return Unexpected{never_active(state, Clock::now() - start, cannot_tell)};
        }
        const auto asked = Clock::now();
        const auto entity = client_.retrieve(instance, until);
        if (!entity) {
            // A look that had hardly any time left says less than what the earlier ones saw.
            if (until.deadline.expired() && Clock::now() - asked < std::chrono::seconds(1)) {
                return Unexpected{never_active(state, Clock::now() - start, cannot_tell)};
            }
            if (!survive(entity.error())) {
                return Unexpected{entity.error().fault};
            }
            continue;
        }
        if (carries_other_title(*entity, title)) {
            return Unexpected{not_ours(instance, entity->title())};
        }
        state = state_of(*entity);
        cannot_tell = is_openstack(*entity);
        if (state == "active") {
            return {};
        }
        if (state == "error") {
            return Unexpected{failed(*entity)};
        }
    }
}

// A look at the instance, repeated as long as it fails and there is time.
Checked<bool> Lifecycle::is_there(const net::Url& instance, const std::string& title,
                                  const Until& until) {
    plugin::Pace pace;
    for (;;) {
        const auto entity = client_.retrieve(instance, until);
        if (entity && carries_other_title(*entity, title)) {
            return Unexpected{not_ours(instance, entity->title())};
        }
        if (entity || entity.error().says_gone()) {
            return entity.has_value();
        }
        if (is_final(entity.error()) || until.deadline.expired()) {
            return Unexpected{entity.error().fault};
        }
        tell(entity.error());
        (void)plugin::wait(until.at_most(pace.next()));
    }
}

Checked<Lifecycle::Removal> Lifecycle::remove(const net::Url& instance, const std::string& title,
                                              bool seen, const Until& until) {
    if (!seen) {
        const auto there = is_there(instance, title, until);
        if (!there) {
            return Unexpected{there.error()};
        }
        if (!*there) {
            return Removal::not_there;
        }
    }
    constexpr int most_deletes = 10;
    plugin::Pace pace;
    bool arrived = false;   // some delete was accepted, or may have been
    bool accepted = false;  // the last one was
    Fault last = Fault::too_late(fmt::format("{} was not removed in time", instance.to_string()));
    for (int deletes = 0; !until.deadline.expired();) {
        if (!accepted && deletes < most_deletes) {
            ++deletes;
            const auto removed = client_.remove(instance, until);
            accepted = removed.has_value();
            arrived = arrived || accepted || removed.error().may_have_happened;
            if (!removed) {
                last = removed.error().fault;
                if (is_final(removed.error())) {
                    break;
                }
                tell(removed.error());
            }
        }
        (void)plugin::wait(until.at_most(pace.next()));
        const auto there = is_there(instance, title, until);
        if (!there && !until.deadline.expired()) {
            return Unexpected{there.error()};
        }
        if (!there) {
            break;  // that the last look had no time left says less than what came before
        }
        if (!*there && arrived) {
            return Removal::proven;
        }
        if (accepted) {
            last = Fault::service(fmt::format("{} is still there although its delete was accepted",
                                              instance.to_string()));
        }
    }
    last.text += fmt::format(
        "; the machine {} is left behind and will be looked for by the next run", title);
    return Unexpected{last};
}

Checked<Lifecycle::Titles> Lifecycle::titles(const Model& model, std::string_view kind,
                                             const Until& until) {
    const auto instances = client_.list(model, kind, until);
    if (!instances) {
        return Unexpected{instances.error().fault};
    }
    Titles titles;
    titles.complete = instances->size() <= most_looked_at;
    for (std::size_t i = 0; i < instances->size() && i < most_looked_at; ++i) {
        const auto entity = client_.retrieve((*instances)[i], until);
        if (entity) {
            titles.instances.emplace_back((*instances)[i], entity->title());
        } else if (entity.error().fault.interrupted || until.deadline.expired()) {
            return Unexpected{entity.error().fault};
        } else if (!entity.error().says_gone()) {
            titles.complete = false;
        }
    }
    return titles;
}

}  // namespace fedcloud::occi
