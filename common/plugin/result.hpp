// What a run found out: a tree of steps, of which the worst decides.
#pragma once

#include <string>
#include <vector>

#include "plugin/deadline.hpp"
#include "plugin/perfdata.hpp"
#include "plugin/state.hpp"

namespace fedcloud::plugin {

// Texts are as they came; they are cleaned when they are rendered.
struct Step {
    std::string name;
    State state = State::ok;
    std::string text{};
    Duration duration{};
    std::vector<Step> children{};
    bool tell_name = false;  // the first line needs the step's name before its text

    State overall() const;  // the worst of this step and its children
};

struct Result {
    std::string label;  // "OCCI-VM"
    std::string text;   // what to say when all is well
    std::vector<Step> steps;
    std::vector<std::string> notes;  // told beside the verdict, also without -v
    std::vector<std::string> trace;  // told with -vv and -vvv
    std::vector<Perfdata> perfdata;

    State state() const;
    // The text of the first line: what is wrong, the worst first, or else `text`.
    std::string summary() const;
};

// `LABEL STATE - text`, notes, with `verbosity` >= 1 a line per step, with >= 2 the trace, and
// perfdata once, at the very end, behind the only '|' of the whole output; 16 KB at most.
std::string render_nagios(const Result& result, int verbosity);

// One JSON object: label, state, exit_status, text, steps (name, state, text, seconds,
// steps), notes, perfdata (label, value, unit, warning, critical, min, max); with -vv trace, or
// "truncated" where that would make it longer than 16 KB.
std::string render_json(const Result& result);

}  // namespace fedcloud::plugin
