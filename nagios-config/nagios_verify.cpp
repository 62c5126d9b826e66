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

// Who the checker turns into when root starts it.
std::string user_of(const std::string& checker, const std::string& config) {
    for (const std::string name : {"nagios_user=", "naemon_user="}) {
        if (const auto at = ('\n' + config).find('\n' + name); at != std::string::npos) {
            const auto value = at + name.size();
            return config.substr(value, config.find('\n', value) - value);
        }
    }
    return checker.find("naemon") == std::string::npos ? "nagios" : "naemon";
}

}  // namespace

Expected<Verdict, std::string> NagiosTarget::verify(const Verification& verification) const {
    const auto checker = verification.checker.empty()
                             ? installed_checker({"nagios4", "nagios", "naemon"})
                             : verification.checker;
    if (checker.empty()) {
        return Verdict{};
    }
    auto config = main_config(verification);
    if (!config) {
        return Unexpected{config.error()};
    }
    const auto path = verification.scratch + "/main.cfg";
    auto done = make_folder_of(nagios::spool(verification), user_of(checker, config->content));
    if (done) {
        done = write_new_file(path, config->content);
    }
    if (!done) {
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
