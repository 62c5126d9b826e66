#include "arguments.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "plugin/number.hpp"

namespace fedcloud::config {
namespace {

using Overridden = std::vector<site::OptionValue>;

const site::OptionValue* find(const Overridden& overridden, std::string_view option) {
    const auto found = std::find_if(overridden.begin(), overridden.end(),
                                    [&](const auto& each) { return each.name == option; });
    return found == overridden.end() ? nullptr : &*found;
}

// A value that is none is the probe's to complain of.
std::chrono::seconds timeout_of(const metrics::Metric& metric, const Overridden& overridden) {
    constexpr int longest = 86400;
    const auto* own = find(overridden, "timeout");
    const auto seconds = own == nullptr || own->values.size() != 1
                             ? std::nullopt
                             : plugin::parse_integer<int>(own->values.front());
    return seconds && *seconds > 0 && *seconds <= longest ? std::chrono::seconds(*seconds)
                                                          : metric.timeout;
}

}  // namespace

void set_arguments(const SiteRecord& record, const site::Service& service,
                   const metrics::Metric& metric, const Choices& choices, Check& check) {
    const auto overridden = site::options_for(record.overrides, metric.program, service.key);
    check.timeout = timeout_of(metric, overridden);
    auto& words = check.arguments;
    // "-t N" in two words is what ARGO's tools look for.
    words = {"-t",        std::to_string(check.timeout.count()),
             "--site",    site::encode_name(record.profile.site),
             "--service", service.key};
    if (!check.vo.empty()) {
        words.insert(words.end(), {"--vo", check.vo});
    }
    const auto add = [&](const std::string& option, const std::string& value) {
        if (find(overridden, option) == nullptr) {
            words.push_back(value.empty() ? "--" + option : fmt::format("--{}={}", option, value));
        }
    };
    if (!metric.warning.empty()) {
        add("warning", metric.warning);
    }
    if (!metric.critical.empty()) {
        add("critical", metric.critical);
    }
    for (const auto& [option, value] : metric.options) {
        add(option, value);
    }
    if (!choices.profile_dir.empty()) {
        words.push_back("--profile-dir=" + choices.profile_dir);
    }
    if (!choices.override_dir.empty()) {
        words.push_back("--override-dir=" + choices.override_dir);
    }
}

}  // namespace fedcloud::config
