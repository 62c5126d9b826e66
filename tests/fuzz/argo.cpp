// ARGO's files about metrics, in the six forms that there are, and what is imported from them.
#include "argo.hpp"

#include "argo_programs.hpp"
#include "fuzz.hpp"
#include "render_metrics.hpp"

namespace fedcloud::fuzz {

void examine(std::string_view input) {
    const auto quoted = profiles::quote_for_argo(input);
    require(quoted.empty() || profiles::unquote_from_argo(quoted) == input,
            "what was quoted is read as it was");
    profiles::ArgoFiles files;
    const auto read = profiles::read_argo(input, files);
    require_described(read);
    if (!read) {
        return;
    }
    const auto imported = profiles::import_argo(files, {});
    for (const auto& loss : imported.losses) {
        require_readable(loss);
        require_clean(loss);
    }
    const auto text = profiles::render_metric_profile(imported.profile);
    const auto again = metrics::read_metric_profile(text);
    require_described(again);
    require(again.has_value(), "what was imported is a metric profile");
    require(*again == imported.profile, "what was imported is read as the same");
}

}  // namespace fedcloud::fuzz
