#include "render_metrics.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

namespace fedcloud::profiles {
namespace {

using Json = nlohmann::ordered_json;
using metrics::Metric;

Json options_of(const Metric& metric) {
    auto json = Json::object();
    for (const auto& [name, value] : metric.options) {
        const auto times =
            std::count_if(metric.options.begin(), metric.options.end(),
                          [&name = name](const auto& each) { return each.first == name; });
        if (times > 1) {
            json[name].push_back(value);
        } else {
            json[name] = value.empty() ? Json(true) : Json(value);
        }
    }
    return json;
}

Json dependencies_of(const Metric& metric) {
    auto json = Json::array();
    for (const auto& dependency : metric.dependencies) {
        Json one{{"metric", dependency.metric}};
        if (dependency.local) {
            one["local"] = true;
        }
        json.push_back(std::move(one));
    }
    return json;
}

Json json_of(const Metric& metric) {
    Json json;
    const auto text = [&](const char* name, const std::string& value) {
        if (!value.empty()) {
            json[name] = value;
        }
    };
    text("program", metric.program);
    text("description", metric.description);
    text("documentation", metric.documentation);
    json["service_types"] = metric.service_types;
    json["interval"] = metric.interval.count();
    json["retry_interval"] = metric.retry_interval.count();
    json["attempts"] = metric.attempts;
    json["timeout"] = metric.timeout.count();
    if (metric.per_vo) {
        json["per_vo"] = true;
    }
    text("warning", metric.warning);
    text("critical", metric.critical);
    if (!metric.options.empty()) {
        json["options"] = options_of(metric);
    }
    if (!metric.dependencies.empty()) {
        json["dependencies"] = dependencies_of(metric);
    }
    return json;
}

}  // namespace

std::string render_metric_profile(const metrics::MetricProfile& profile) {
    Json json{{"format", 1}, {"name", profile.name}};
    if (!profile.description.empty()) {
        json["description"] = profile.description;
    }
    json["metrics"] = Json::object();
    // As the vector that it is: by a key, each would be looked for among all before it.
    std::vector<Json::object_t::value_type>& all = json["metrics"].get_ref<Json::object_t&>();
    for (const auto& metric : profile.metrics) {
        all.emplace_back(metric.name, json_of(metric));
    }
    return json.dump(2, ' ', true) + '\n';
}

}  // namespace fedcloud::profiles
