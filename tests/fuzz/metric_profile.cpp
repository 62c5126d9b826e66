// The metric profile, and what becomes of one in ARGO's forms and back.
#include "metrics/metric_profile.hpp"

#include "argo.hpp"
#include "fuzz.hpp"
#include "render_metrics.hpp"

namespace fedcloud::fuzz {
namespace {

void examine_export(const metrics::MetricProfile& profile) {
    for (const auto form :
         {profiles::ArgoForm::poem, profiles::ArgoForm::ncg, profiles::ArgoForm::profile}) {
        const auto exported = profiles::export_argo(profile, form);
        for (const auto& loss : exported.losses) {
            require_readable(loss);
        }
        profiles::ArgoFiles files;
        const auto read = profiles::read_argo(exported.text, files);
        require_described(read);
        require(read.has_value() || profile.metrics.empty(), "an export can be imported");
    }
}

}  // namespace

void examine(std::string_view input) {
    const auto profile = metrics::read_metric_profile(input);
    require_described(profile);
    if (!profile) {
        return;
    }
    const auto text = profiles::render_metric_profile(*profile);
    const auto again = metrics::read_metric_profile(text);
    require_described(again);
    require(again.has_value(), "a written metric profile can be read");
    require(*again == *profile, "a written metric profile is read as the same");
    for (const auto& metric : profile->metrics) {
        require(metrics::is_metric_name(metric.name) && metrics::is_program_name(metric.program),
                "names are fit for command lines and objects");
        for (const auto& [name, value] : metric.options) {
            require(metrics::is_option_name(name) && !metrics::is_reserved_option(name),
                    "options are names, and not those that are set elsewhere");
            require(value.empty() || metrics::is_option_value(value), "values are one line");
        }
    }
    examine_export(*profile);
}

}  // namespace fedcloud::fuzz
