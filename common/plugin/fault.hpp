// Why a step failed, and who has to mend it.
#pragma once

#include <string>

#include "plugin/expected.hpp"
#include "plugin/state.hpp"

namespace fedcloud::plugin {

enum class Blame {
    ours,      // the monitoring side: option, credential, resolver, disk -> UNKNOWN
    service,   // evidence against the service that is checked -> CRITICAL
    degraded,  // the service works, but not as it should -> WARNING
};

struct Fault {
    Blame blame = Blame::service;
    std::string text;          // what happened, where, what to do; may quote a server, uncleaned
    bool timed_out = false;    // the service did not answer in time: --timeout-state decides
    bool interrupted = false;  // a signal ended the waiting: nothing was found out -> UNKNOWN

    static Fault ours(std::string text) { return {Blame::ours, std::move(text)}; }
    static Fault service(std::string text) { return {Blame::service, std::move(text)}; }
    static Fault degraded(std::string text) { return {Blame::degraded, std::move(text)}; }
    static Fault too_late(std::string text) { return {Blame::service, std::move(text), true}; }
    static Fault by_signal() { return {Blame::ours, "interrupted", false, true}; }
};

// `timeout_state` is what --timeout-state asks for (default CRITICAL).
State state_of(const Fault& fault, State timeout_state);

template <typename T>
using Checked = Expected<T, Fault>;

}  // namespace fedcloud::plugin
