#include "watch.hpp"

#include "plugin/text.hpp"

namespace fedcloud::cdmi {
namespace {

using plugin::Checked;
using plugin::Clock;
using plugin::Fault;
using plugin::Until;
using plugin::WaitResult;

Fault went_wrong(const std::string& what, const Thing& thing) {
    return Fault::service(fmt::format("{}: completionStatus is '{}'", what,
                                      plugin::clean(thing.completion_text, 120)));
}

// `why` is the last answer.
Fault never_there(const std::string& what, Clock::time_point start, const Fault& why) {
    return Fault::service(fmt::format("{} was accepted, but {}s later it is not there: {}", what,
                                      plugin::format_seconds(Clock::now() - start), why.text));
}

Fault never_complete(const std::string& what, Clock::time_point start) {
    return Fault::too_late(fmt::format("{} is still being processed after {}s", what,
                                       plugin::format_seconds(Clock::now() - start)));
}

}  // namespace

void Watch::tell(const Error& error) {
    if (!survived_) {
        survived_ = true;
        incident_("a request failed and was repeated: " + error.fault.text);
    }
}

// One answer that fails is an incident and not yet a verdict.
bool Watch::survive(const Error& error) {
    if (survived_ || error.is_final()) {
        return false;
    }
    tell(error);
    return true;
}

template <typename T>
Checked<Seen<T>> Watch::look(const std::function<Answer<T>()>& read, const std::string& what,
                             const std::function<bool(const T&)>& settled, const Until& until) {
    const auto start = Clock::now();
    plugin::Pace pace;
    int looks = 0;
    std::optional<Seen<T>> last;
    std::optional<Fault> fault;
    for (;;) {
        auto thing = read();
        ++looks;
        const bool patient = Clock::now() - start < grace_;
        if (thing && thing->completion == Completion::failed) {
            return Unexpected{went_wrong(what, *thing)};
        }
        if (thing && thing->completion == Completion::complete) {
            const bool done = settled(*thing);
            if (done && looks > 1) {
                note_(fmt::format("{} showed what was written only after {}s", what,
                                  plugin::format_seconds(Clock::now() - start)));
            }
            last = Seen<T>{std::move(*thing), done};
            if (done || !patient) {
                return *std::move(last);
            }
        } else if (thing) {
            fault = never_complete(what, start);
        } else {
            fault = thing.error().says_gone() ? never_there(what, start, thing.error().fault)
                                              : thing.error().fault;
            // Not there yet, or one failure.
            const bool again = thing.error().says_gone() ? patient : survive(thing.error());
            if (!again && !until.deadline.expired()) {
                return Unexpected{*fault};
            }
        }
        const auto waited = plugin::wait(until.at_most(pace.next()));
        if (waited == WaitResult::interrupted) {
            return Unexpected{Fault::by_signal()};
        }
        if (until.deadline.expired()) {
            return last ? Checked<Seen<T>>(*std::move(last)) : Unexpected{*fault};
        }
    }
}

Checked<Seen<Container>> Watch::container(const net::Url& url, const std::string& what,
                                          const std::function<bool(const Container&)>& settled,
                                          const Until& until) {
    return look<Container>([&] { return client_.read_container(url, until); }, what, settled,
                           until);
}

Checked<Seen<DataObject>> Watch::object(const net::Url& url, const std::string& what,
                                        const std::function<bool(const DataObject&)>& settled,
                                        const Until& until) {
    return look<DataObject>([&] { return client_.read_object(url, until); }, what, settled, until);
}

Checked<void> Watch::finish(const http::Response& accepted, Kind kind, const Until& until) {
    const auto* location = accepted.header("Location");
    if (accepted.status != 202 || location == nullptr) {
        return {};  // osaddon answers 202 to an update and has nothing pending
    }
    const auto url = net::resolve_reference(accepted.url, *location);
    if (!url || !net::same_origin(*url, client_.endpoint())) {
        client_.deviations().add(
            fmt::format("the Location '{}' of a 202 leads elsewhere: the thing itself is looked at",
                        plugin::clean(*location, 120)));
        return {};
    }
    const auto start = Clock::now();
    plugin::Pace pace;
    for (;;) {
        const auto what = url->to_string();
        const auto response = client_.get(*url, kind, until);
        if (response && response->status != 202) {
            const auto thing = parse_object(response->body);
            if (thing && thing->completion == Completion::failed) {
                return Unexpected{went_wrong(what, *thing)};
            }
            if (!thing || thing->completion == Completion::complete) {
                return {};
            }
        } else if (!response && response.error().says_gone()) {
            return {};  // what it led to is looked at next
        } else if (!response && !survive(response.error())) {
            return Unexpected{response.error().fault};
        }
        if (plugin::wait(until.at_most(pace.next())) == WaitResult::interrupted) {
            return Unexpected{Fault::by_signal()};
        }
        if (until.deadline.expired()) {
            return Unexpected{never_complete(what, start)};
        }
    }
}

}  // namespace fedcloud::cdmi
