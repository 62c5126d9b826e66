// nagios -v on a draft.
#include <fmt/format.h>

#include "checker.hpp"
#include "folder_io.hpp"
#include "nagios.hpp"
#include "nagios_main_config.hpp"
#include "plugin/input_file.hpp"

namespace fedcloud::config {
namespace {

Expected<nagios::MainConfig, std::string> main_config(const Verification& verification) {
    if (verification.main_config.empty()) {
        const auto stubs = verification.scratch + "/stubs.cfg";
        if (auto done = write_new_file(stubs, nagios::stub_objects(verification.plan)); !done) {
            return Unexpected{done.error()};
        }
        return nagios::MainConfig{
            nagios::minimal_config(verification, stubs),
            {fmt::format("the main configuration needs cfg_dir={}, cfg_file={} and "
                         "service_check_timeout={}; --main-config FILE looks whether it has them",
                         verification.output, verification.templates_name,
                         nagios::longest_timeout(verification.plan).count() + 10)}};
    }
    constexpr std::size_t largest = 1U << 20U;
    const auto text = plugin::read_input_file(verification.main_config, largest);
    if (!text) {
        return Unexpected{text.error().text};
    }
    return nagios::draft_config(*text, verification);
}

}  // namespace

Expected<Verdict, std::string> NagiosTarget::verify(const Verification& verification) const {
    const auto checker = verification.checker.empty()
                             ? installed_checker({"nagios4", "nagios", "naemon"})
                             : verification.checker;
    if (checker.empty()) {
        return Verdict{};
    }
    if (auto done = make_shared_folder(nagios::spool(verification)); !done) {
        return Unexpected{done.error()};
    }
    auto config = main_config(verification);
    if (!config) {
        return Unexpected{config.error()};
    }
    const auto path = verification.scratch + "/main.cfg";
    if (auto done = write_new_file(path, config->content); !done) {
        return Unexpected{done.error()};
    }
    const auto outcome = run_checker({checker, "-v", path}, verification.timeout);
    if (!outcome) {
        return Unexpected{outcome.error()};
    }
    if (!outcome->passed) {
        return Unexpected{fmt::format(
            "{} -v {}:{}{}", checker, outcome->how,
            telling_lines(outcome->output, {"Error:", "ERROR:", "Error in"}),
            verification.main_config.empty()
                ? "\nIf your templates use objects of your own, name the main configuration that "
                  "has them: --main-config FILE"
                : "")};
    }
    return Verdict{true, std::move(config->to_do)};
}

}  // namespace fedcloud::config
