// What a scheduler's configuration is made with: one of these for each --target.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "plan.hpp"
#include "plugin/expected.hpp"
#include "plugin/options.hpp"

namespace fedcloud::config {

// What the scheduler's own checker is to look at.
struct Verification {
    const Plan& plan;
    std::string draft;           // the folder that will be `output`, complete
    std::string output;          // what it will be called
    std::string templates;       // the administrator's templates as they will be
    std::string templates_name;  // what that file will be called
    std::string main_config;     // --main-config; empty: a minimal one is made
    std::string checker;         // --checker; empty: the one that is installed
    std::string scratch;         // an empty folder for what the checker needs beside
    std::chrono::seconds timeout{300};
};

struct Verdict {
    bool checked = false;              // false: no checker is installed
    std::vector<std::string> to_do{};  // what the administrator should know or do
};

// One for each --target. Everything is made from the plan alone: the same plan, the same bytes.
class Target {
  public:
    Target() = default;
    virtual ~Target() = default;
    Target(const Target&) = delete;
    Target& operator=(const Target&) = delete;

    // Options of its own, such as --zones.
    virtual plugin::OptionTable options() { return {}; }

    // The files of the generated folder. The error is one sentence: an option that does not fit.
    virtual Expected<std::vector<File>, std::string> render(const Plan& plan) const = 0;

    // The templates that the objects use, for the administrator to change: written beside the
    // folder as "<output>-<path>" if there is no such file, and never again. An empty path: none.
    virtual File templates() const { return {}; }

    // Has the scheduler's own checker look at the draft. The error is its output, for people.
    virtual Expected<Verdict, std::string> verify(const Verification&) const { return Verdict{}; }

    // What is left to the administrator after a change of the files of these names, a line each.
    virtual std::vector<std::string> next_steps(const std::string& output,
                                                const std::vector<std::string>& changed) const = 0;
};

}  // namespace fedcloud::config
