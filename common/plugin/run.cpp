#include "plugin/run.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <string.h>

#include "plugin/number.hpp"

namespace fedcloud::plugin {

Run::Run(std::string label, const Budget& budget, const CommonOptions& options,
         Interrupt& interrupt)
    : options_(options), budget_(budget), interrupt_(interrupt), step_start_(Clock::now()) {
    result_.label = std::move(label);
}

Until Run::cleanup() {
    const Until until{budget_.cleanup, -1};
    const auto reserve = budget_.cleanup.end() - budget_.work.end();
    return interrupt_.received() ? until.at_most(reserve) : until;
}

std::size_t Run::open_step(const std::string& name) {
    result_.steps.push_back({name});
    current_ = result_.steps.size() - 1;
    step_start_ = Clock::now();
    return current_;
}

void Run::close_step(std::size_t index, const Fault* fault) {
    Step& step = result_.steps[index];
    step.duration = Clock::now() - step_start_;
    if (fault == nullptr) {
        return;
    }
    step.text = explain(*fault, step);
    // What is ours names the thing to mend; where in the run it happened matters only when the
    // service is to blame.
    step.tell_name = fault->blame != Blame::ours;
    step.state = fault->interrupted ? State::unknown : state_of(*fault, options_.timeout_state);
}

std::string Run::explain(const Fault& fault, const Step& step) {
    if (fault.interrupted) {
        const int signal = interrupt_.received().value_or(0);
        return fmt::format("ended from outside by {} after {}s, during the step '{}'",
                           signal == 0 ? "a signal" : fmt::format("SIG{}", sigabbrev_np(signal)),
                           format_seconds(elapsed()), step.name);
    }
    return fault.text;
}

void Run::describe(std::string text) {
    if (!result_.steps.empty()) {
        result_.steps[current_].text = std::move(text);
    }
}

void Run::find(State state, std::string name, std::string text) {
    if (result_.steps.empty()) {
        open_step(name);
    }
    result_.steps[current_].children.push_back({std::move(name), state, std::move(text)});
}

void Run::add_total() {
    auto total = Perfdata::seconds("total", elapsed());
    total.min = 0;
    total.max = static_cast<double>(options_.timeout.count());
    add(std::move(total));
}

Duration Run::duration_of(const std::string& name) const {
    for (const auto& step : result_.steps) {
        if (step.name == name) {
            return step.duration;
        }
    }
    return Duration::zero();
}

void Run::trace(int level, std::string text) {
    // Beyond this nothing would be printed anyway.
    constexpr std::size_t most_lines = 400;
    if (wants_trace(level) && result_.trace.size() < most_lines) {
        result_.trace.push_back(std::move(text));
    }
}

void Run::redact() {
    // Printed clean: a secret with blanks in it may show only then.
    const auto hide = [&](std::string& text) {
        constexpr std::size_t most = 16U << 10U;  // the whole output is no longer
        text = redactor_(clean(redactor_(std::move(text)), most));
    };
    const std::function<void(std::vector<Step>&)> hide_in_steps = [&](std::vector<Step>& steps) {
        for (auto& step : steps) {
            hide(step.name);
            hide(step.text);
            hide_in_steps(step.children);
        }
    };
    hide_in_steps(result_.steps);
    hide(result_.text);
    for (auto* lines : {&result_.notes, &result_.trace}) {
        std::for_each(lines->begin(), lines->end(), hide);
    }
}

std::string Run::render() {
    redact();
    return options_.format == Format::json ? render_json(result_)
                                           : render_nagios(result_, options_.verbosity);
}

}  // namespace fedcloud::plugin
