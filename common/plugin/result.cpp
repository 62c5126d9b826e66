#include "plugin/result.hpp"

#include <algorithm>

#include "plugin/text.hpp"

namespace fedcloud::plugin {
namespace {

// The texts of all steps in exactly `state`, in the order of the run.
void collect(const std::vector<Step>& steps, State state, std::vector<std::string>& texts) {
    for (const auto& step : steps) {
        if (step.state == state && !step.text.empty()) {
            auto text = clean(step.tell_name ? step.name + ": " + step.text : step.text);
            if (std::find(texts.begin(), texts.end(), text) == texts.end()) {
                texts.push_back(std::move(text));
            }
        }
        collect(step.children, state, texts);
    }
}

}  // namespace

State Step::overall() const {
    State worst_state = state;
    for (const auto& child : children) {
        worst_state = worst(worst_state, child.overall());
    }
    return worst_state;
}

State Result::state() const {
    // A run without a single step has shown nothing.
    State worst_state = steps.empty() ? State::unknown : State::ok;
    for (const auto& step : steps) {
        worst_state = worst(worst_state, step.overall());
    }
    return worst_state;
}

std::string Result::summary() const {
    constexpr std::size_t most = 3;  // more does not fit on a line that someone reads at night
    std::vector<std::string> texts;
    for (const State bad : {State::critical, State::unknown, State::warning}) {
        collect(steps, bad, texts);
    }
    if (texts.size() > most) {
        texts.resize(most);
    }
    if (!text.empty()) {
        texts.push_back(clean(text));
    }
    // Nothing is wrong, yet nothing was reached: --timeout-state ok.
    if (texts.empty() && !steps.empty()) {
        const auto& last = steps.back();
        texts.push_back(clean(last.text.empty() ? last.name : last.name + ": " + last.text));
    }
    std::string line;
    for (const auto& part : texts) {
        line += line.empty() ? part : "; " + part;
    }
    return line;
}

}  // namespace fedcloud::plugin
