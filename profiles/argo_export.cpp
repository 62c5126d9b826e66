// Our metric profile in ARGO's forms.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "argo.hpp"
#include "argo_programs.hpp"
#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::profiles {
namespace {

using Json = nlohmann::ordered_json;
using metrics::Metric;

// Where ARGO's packages put probes, and these, too (ARGO monitoring guidelines).
constexpr auto probe_folder = metrics::default_probe_dir;
// The site's name as Nagios hands it over, within quotes: names have blanks.
constexpr auto site_macro = "'$_SERVICESITE_NAME$'";

class MetricExport {
  public:
    MetricExport(const Metric& metric, ArgoForm form, std::vector<std::string>& losses)
        : metric_(metric), program_(find_program(metric.program)), form_(form), losses_(losses) {}

    Json make() const {
        Json json;
        if (form_ == ArgoForm::poem) {
            json["tags"] = Json::array();
        }
        json["probe"] = metric_.program;
        json["config"] = {{"maxCheckAttempts", number(metric_.attempts)},
                          {"timeout", number(metric_.timeout.count())},
                          {"path", probe_folder},
                          {"interval", number(metric_.interval.count())},
                          {"retryInterval", number(metric_.retry_interval.count())}};
        json["flags"] = flags();
        json["dependency"] = Json::object();
        for (const auto& dependency : metric_.dependencies) {
            json["dependency"][dependency.metric] = number(dependency.local ? 0 : 1);
        }
        json["attribute"] = attributes();
        json["parameter"] = parameters();
        if (form_ == ArgoForm::poem) {
            json["file_parameter"] = Json::object();
            json["file_attribute"] = Json::object();
            json["parent"] = "";
        }
        json["docurl"] = metric_.documentation;
        return json;
    }

  private:
    template <typename Number>
    Json number(Number value) const {
        return form_ == ArgoForm::poem ? Json(std::to_string(value)) : Json(value);
    }

    Json flags() const {
        Json json{{"OBSESS", number(1)}};
        if (metric_.per_vo) {
            json["VO"] = number(1);
        }
        if (program_ != nullptr && !program_->takes_host) {
            json["NOHOSTNAME"] = number(1);
        }
        json["PNP"] = number(1);
        return json;
    }

    bool is_set(std::string_view option) const {
        return std::any_of(metric_.options.begin(), metric_.options.end(),
                           [&](const auto& each) { return "--" + each.first == option; });
    }

    Json attributes() const {
        auto json = Json::object();
        for (const auto& [attribute, option] :
             program_ == nullptr ? std::vector<AttributeOfArgo>() : program_->attributes) {
            // The last of two values would win, and nobody knows ARGO's order.
            if (!is_set(option) && (attribute != "VONAME" || metric_.per_vo)) {
                json[std::string(attribute)] = option;
            }
        }
        return json;
    }

    void add(Json& json, const std::string& option, const std::string& value) const {
        const auto quoted = quote_for_argo(value);
        const bool is_flag = value.empty();
        if (quoted.empty() && !is_flag) {
            losses_.push_back(fmt::format(
                "{}: left out: the option {}, whose value ARGO's configuration cannot hold",
                metric_.name, option));
        } else if (value == "0" || json.contains(option) || is_repeated(option)) {
            // ARGO takes 0 for a bare flag, and has room for one value of an option.
            json[option + '=' + quoted] = bare();
        } else {
            json[option] = is_flag ? bare() : of_parameter(quoted);
        }
    }

    bool is_repeated(const std::string& option) const {
        return std::count_if(metric_.options.begin(), metric_.options.end(),
                             [&](const auto& each) { return "--" + each.first == option; }) > 1;
    }

    Json bare() const { return form_ == ArgoForm::poem ? Json("") : Json(0); }

    Json of_parameter(const std::string& value) const {
        const auto whole = plugin::parse_integer<int>(value);
        const bool is_number = form_ == ArgoForm::ncg && whole && std::to_string(*whole) == value;
        return is_number ? Json(*whole) : Json(value);
    }

    Json parameters() const {
        auto json = Json::object();
        if (!metric_.warning.empty()) {
            add(json, "-w", metric_.warning);
        }
        if (!metric_.critical.empty()) {
            add(json, "-c", metric_.critical);
        }
        if (program_ != nullptr && program_->takes_site) {
            json["--site"] = site_macro;
        }
        for (const auto& [name, value] : metric_.options) {
            add(json, "--" + name, value);
        }
        return json;
    }

    const Metric& metric_;
    const ArgoProgram* program_;
    ArgoForm form_;
    std::vector<std::string>& losses_;
};

// The metric profile of the web API.
Json services_of(const metrics::MetricProfile& profile) {
    std::vector<std::pair<std::string, Json>> services;
    for (const auto& metric : profile.metrics) {
        for (const auto& type : metric.service_types) {
            auto found = std::find_if(services.begin(), services.end(),
                                      [&](const auto& each) { return each.first == type; });
            if (found == services.end()) {
                found = services.insert(services.end(), {type, Json::array()});
            }
            found->second.push_back(metric.name);
        }
    }
    auto json = Json::array();
    for (auto& [type, names] : services) {
        json.push_back({{"service", type}, {"metrics", std::move(names)}});
    }
    return json;
}

}  // namespace

Exported export_argo(const metrics::MetricProfile& profile, ArgoForm form) {
    Exported exported;
    Json json = form == ArgoForm::poem ? Json::array() : Json::object();
    if (form == ArgoForm::profile) {
        json = {{"name", profile.name},
                {"description", profile.description},
                {"services", services_of(profile)}};
    } else {
        for (const auto& metric : profile.metrics) {
            auto one = MetricExport(metric, form, exported.losses).make();
            if (form == ArgoForm::poem) {
                json.push_back({{metric.name, std::move(one)}});
            } else {
                json[metric.name] = std::move(one);
            }
        }
    }
    exported.text = json.dump(2, ' ', true) + '\n';
    return exported;
}

}  // namespace fedcloud::profiles
