// One run of a probe: its steps, its time, what it has to say.
#pragma once

#include <functional>
#include <string>
#include <type_traits>
#include <utility>

#include "plugin/common_options.hpp"
#include "plugin/deadline.hpp"
#include "plugin/fault.hpp"
#include "plugin/interrupt.hpp"
#include "plugin/result.hpp"
#include "plugin/text.hpp"

namespace fedcloud::plugin {

class Run {
  public:
    Run(std::string label, const Budget& budget, const CommonOptions& options,
        Interrupt& interrupt);

    const CommonOptions& options() const { return options_; }
    const Budget& budget() const { return budget_; }
    // When -t turns out to be another than at the beginning.
    void set_budget(const Budget& budget) { budget_ = budget; }
    Duration elapsed() const { return Clock::now() - budget_.start; }

    // For everything that checks: ends at a signal.
    Until work() const { return {budget_.work, interrupt_.fd()}; }
    // For tidying up what was created: a signal does not end it, only its own deadline. After a
    // signal it gets what is held back for it and no more: the one who sent it will not wait long.
    Until cleanup();

    // Does `action`, a function without arguments that returns a Checked<T>, as the step `name`:
    // measured, its fault recorded with the state that its blame makes.
    template <typename Action>
    auto step(const std::string& name, Action&& action) -> std::invoke_result_t<Action> {
        const std::size_t index = open_step(name);
        auto outcome = std::forward<Action>(action)();
        close_step(index, outcome ? nullptr : &outcome.error());
        return outcome;
    }

    // Says more about the step that is running, for -v.
    void describe(std::string text);
    // A finding below the step that is running; the worst decides.
    void find(State state, std::string name, std::string text);

    void succeed(std::string text) { result_.text = std::move(text); }
    void note(std::string text) { result_.notes.push_back(std::move(text)); }
    void add(Perfdata perfdata) { result_.perfdata.push_back(std::move(perfdata)); }
    void add_total();  // `total`: how long the run took so far, of the time that it was given
    // How long the step took that was named so, zero if there was none.
    Duration duration_of(const std::string& name) const;

    // Lines for -vv (level 2) and -vvv (level 3).
    bool wants_trace(int level) const { return options_.verbosity >= level; }
    void trace(int level, std::string text);
    // A value that must never be printed.
    void keep_secret(std::string_view secret) { redactor_.add(secret); }

    // The whole output; nothing may be added afterwards.
    std::string render();
    State state() const { return result_.state(); }

  private:
    std::size_t open_step(const std::string& name);
    void close_step(std::size_t index, const Fault* fault);
    std::string explain(const Fault& fault, const Step& step);
    void redact();

    const CommonOptions& options_;
    Budget budget_;
    Interrupt& interrupt_;
    Redactor redactor_;
    Result result_;
    std::size_t current_ = 0;
    Clock::time_point step_start_;
};

}  // namespace fedcloud::plugin
