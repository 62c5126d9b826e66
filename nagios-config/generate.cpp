#include "generate.hpp"

#include <fmt/format.h>

#include "output_folder.hpp"

namespace fedcloud::config {
namespace {

std::string counted(std::size_t number, std::string_view noun) {
    return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string summary(const Options& options, const Plan& plan) {
    return fmt::format("{}: {} on {} of {}, {}", options.target_name,
                       counted(plan.checks.size(), "check"), counted(plan.hosts.size(), "host"),
                       counted(plan.sites.size(), "site"),
                       counted(plan.downtimes.size(), "downtime"));
}

std::string lines(const std::vector<std::string>& steps) {
    std::string text;
    for (const auto& step : steps) {
        text += "to do: " + step + '\n';
    }
    return text;
}

class Generation {
  public:
    Generation(const Options& options, const Plan& plan, OutputFolder folder)
        : options_(options), plan_(plan), folder_(std::move(folder)) {
        const auto file = options.target->templates();
        if (!file.path.empty()) {
            templates_ = {options.output + '-' + file.path, file.content};
        }
    }

    Expected<std::string, std::string> run() {
        const auto files = options_.target->render(plan_);
        if (!files) {
            return Unexpected{files.error()};
        }
        const auto changes = folder_.changes(*files);
        if (!changes) {
            return Unexpected{changes.error()};
        }
        const bool templates_missing = !templates_.path.empty() && !exists(templates_.path);
        if (changes->empty()) {
            return keep(templates_missing);
        }
        auto report = replace(*files, templates_missing);
        if (auto tidied = folder_.tidy(); report && !tidied) {
            *report += "warning: " + tidied.error() + '\n';
        }
        return report ? *report + lines(options_.target->next_steps(folder_.path(), *changes))
                      : report;
    }

  private:
    Expected<std::string, std::string> keep(bool templates_missing) {
        auto done = prepare(templates_missing);
        if (done && templates_missing) {
            done = rename_new(templates_draft(), templates_.path);
        }
        if (auto tidied = folder_.tidy(); done && !tidied) {
            done = tidied;
        }
        return done ? Expected<std::string, std::string>(summary(options_, plan_) +
                                                         ": unchanged\n" + told(templates_missing))
                    : Unexpected{done.error()};
    }

    // Beside what the checker writes. They become the administrator's as a whole or not at all.
    std::string templates_draft() const {
        return folder_.scratch() + "/templates" +
               templates_.path.substr(templates_.path.rfind('.'));
    }

    Done prepare(bool templates_missing) {
        auto done = folder_.make_scratch();
        return done && templates_missing ? write_new_file(templates_draft(), templates_.content)
                                         : done;
    }

    std::string told(bool templates_missing) const {
        return templates_missing
                   ? fmt::format("templates, from now on yours: {}\n", templates_.path)
                   : "";
    }

    Expected<std::string, std::string> replace(const std::vector<File>& files,
                                               bool templates_missing) {
        auto done = folder_.write_draft(files);
        if (done) {
            done = prepare(templates_missing);
        }
        if (!done) {
            return Unexpected{done.error()};
        }
        auto verified = verify(templates_missing);
        if (!verified) {
            return Unexpected{
                fmt::format("{} stays as it is: {}", folder_.path(), verified.error())};
        }
        if (templates_missing) {
            done = rename_new(templates_draft(), templates_.path);
        }
        if (done) {
            done = folder_.swap_in();
        }
        if (!done) {
            return Unexpected{done.error()};
        }
        return fmt::format(
            "{}: written to {}{}\n{}{}", summary(options_, plan_), folder_.path(),
            exists(folder_.previous()) ? fmt::format(" (before: {})", folder_.previous()) : "",
            templates_missing ? fmt::format("templates, from now on yours: {}\n", templates_.path)
                              : "",
            *verified);
    }

    // Lines about it.
    Expected<std::string, std::string> verify(bool templates_missing) {
        if (options_.no_verify) {
            return std::string("not verified, as was asked for\n");
        }
        const auto templates = templates_missing ? templates_draft() : templates_.path;
        const auto verdict = options_.target->verify(
            {plan_, folder_.draft(), folder_.path(), templates, templates_.path,
             options_.main_config, options_.checker, folder_.scratch(), options_.verify_timeout});
        if (!verdict) {
            return Unexpected{verdict.error()};
        }
        return (verdict->checked ? ""
                                 : "not verified: the scheduler's checker is not installed\n") +
               lines(verdict->to_do);
    }

    const Options& options_;
    const Plan& plan_;
    OutputFolder folder_;
    File templates_;  // with the whole path
};

}  // namespace

Expected<std::string, std::string> write_configuration(const Options& options, const Plan& plan) {
    if (plan.checks.empty()) {
        return Unexpected{fmt::format(
            "nothing to check in {}: no service is monitored that the metric profile has a metric "
            "for; {} stays as it is",
            options.profile_dir, options.output)};
    }
    auto folder = OutputFolder::open(options.output, options.target_name);
    if (!folder) {
        return Unexpected{folder.error()};
    }
    return Generation(options, plan, std::move(*folder)).run();
}

Expected<std::string, std::string> roll_back(const Options& options) {
    auto folder = OutputFolder::open(options.output, options.target_name);
    if (!folder) {
        return Unexpected{folder.error()};
    }
    if (auto done = folder->rollback(); !done) {
        return Unexpected{done.error()};
    }
    const auto files = list_files(options.output);
    return fmt::format("{} is again what it was before; {} is what it was until now\n{}",
                       options.output, folder->previous(),
                       lines(options.target->next_steps(
                           options.output, files ? *files : std::vector<std::string>{})));
}

}  // namespace fedcloud::config
