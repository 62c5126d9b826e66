#include <nlohmann/json.hpp>

#include "plugin/result.hpp"
#include "plugin/text.hpp"

namespace fedcloud::plugin {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_text = 1024;
// ARGO's limit for one result; only the trace can go beyond it.
constexpr std::size_t most_bytes = std::size_t{16} * 1024;

double seconds(Duration duration) {
    return Perfdata::rounded(duration).count();
}

Json to_json(const std::vector<Step>& steps) {
    Json list = Json::array();
    for (const auto& step : steps) {
        Json object{{"name", clean(step.name)},
                    {"state", to_string(step.state)},
                    {"text", clean(step.text, most_text)},
                    {"seconds", seconds(step.duration)}};
        if (!step.children.empty()) {
            object["steps"] = to_json(step.children);
        }
        list.push_back(std::move(object));
    }
    return list;
}

Json to_json(const std::vector<std::string>& lines) {
    Json list = Json::array();
    for (const auto& line : lines) {
        list.push_back(clean(line, most_text));
    }
    return list;
}

Json to_json(const Perfdata& perfdata) {
    Json object{{"label", perfdata.label}, {"value", perfdata.value}, {"unit", perfdata.unit}};
    if (perfdata.thresholds.warning) {
        object["warning"] = perfdata.thresholds.warning->to_string();
    }
    if (perfdata.thresholds.critical) {
        object["critical"] = perfdata.thresholds.critical->to_string();
    }
    if (perfdata.min) {
        object["min"] = *perfdata.min;
    }
    if (perfdata.max) {
        object["max"] = *perfdata.max;
    }
    return object;
}

}  // namespace

std::string render_json(const Result& result) {
    Json perfdata = Json::array();
    for (const auto& one : result.perfdata) {
        perfdata.push_back(to_json(one));
    }
    Json object{{"label", result.label},
                {"state", to_string(result.state())},
                {"exit_status", exit_status(result.state())},
                {"text", result.summary()},
                {"steps", to_json(result.steps)},
                {"notes", to_json(result.notes)},
                {"perfdata", std::move(perfdata)}};
    if (!result.trace.empty()) {
        object["trace"] = to_json(result.trace);
    }
    auto text = object.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (text.size() >= most_bytes && object.erase("trace") > 0) {
        object["truncated"] = true;
        text = object.dump(-1, ' ', false, Json::error_handler_t::replace);
    }
    return text + '\n';
}

}  // namespace fedcloud::plugin
