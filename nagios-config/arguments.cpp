#include "arguments.hpp"

#include <fmt/format.h>

namespace fedcloud::config {
namespace {

bool is_overridden(const SiteRecord&, const site::Service&, const std::string&,
                   const std::string&) {
    return false;
}

}  // namespace

void set_arguments(const SiteRecord& record, const site::Service& service,
                   const metrics::Metric& metric, const Choices& choices, Check& check) {
    auto& words = check.arguments;
    // The form in which ARGO's tools look for the time that a check may take.
    check.timeout = metric.timeout;
    words = {"-t", std::to_string(check.timeout.count())};
    const auto add = [&](const std::string& option, const std::string& value) {
        if (!is_overridden(record, service, metric.program, option)) {
            words.push_back(value.empty() ? "--" + option : fmt::format("--{}={}", option, value));
        }
    };
    words.insert(words.end(),
                 {"--site", site::encode_name(record.profile.site), "--service", service.key});
    if (!check.vo.empty()) {
        words.insert(words.end(), {"--vo", check.vo});
    }
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

bool is_disabled(const SiteRecord&, const site::Service&, const metrics::Metric&) {
    return false;
}

const std::vector<std::string>& vos_of(const SiteRecord& record) {
    return record.profile.vos;
}

}  // namespace fedcloud::config
