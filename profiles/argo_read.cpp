// The forms in which ARGO's components keep metrics, told apart by what is in them.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "argo.hpp"
#include "json/value.hpp"
#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::profiles {
namespace {

using json::Path;
using json::Value;
using plugin::ParseError;
using Type = Value::Type;

class ArgoReader {
  public:
    explicit ArgoReader(ArgoFiles& files) : files_(files) {
        for (std::size_t i = 0; i < files.services.size(); ++i) {
            const auto& [type, names] = files.services[i];
            services_.emplace(type, i);
            for (const auto& name : names) {
                assigned_.insert(type + '\n' + name);
            }
        }
        for (std::size_t i = 0; i < files.metrics.size(); ++i) {
            metrics_.emplace(files.metrics[i].name, i);
        }
    }

    void document(const Value& value, const Path& path) {
        if (value.type == Type::array) {
            each(value, path, [&](const Value& one, const Path& place) { element(one, place); });
        } else if (value.find("data") != nullptr && value.find("data")->type == Type::array) {
            document(*value.find("data"), Path(path, "data"));
        } else {
            element(value, path);
        }
    }

    const std::optional<ParseError>& problem() const { return problem_; }

  private:
    template <typename Use>
    void each(const Value& container, const Path& path, const Use& use) {
        for (std::size_t i = 0; i < container.children.size() && !problem_; ++i) {
            const Value& child = container.children[i];
            use(child, container.type == Type::array ? Path(path, i) : Path(path, child.key));
        }
    }

    void refuse(const Path& path, std::string expected, const Value& found) {
        if (!problem_) {
            problem_ = path.fail(std::move(expected), &found).error;
        }
    }

    bool is_refusal(const Value& value, const Path& path);
    void element(const Value& value, const Path& path);
    void profile_of_web_api(const Value& value, const Path& path);
    void profile_of_old_poem(const Value& value, const Path& path);
    void configuration(const std::string& name, const Value& value, const Path& path);
    void config(const Value& value, const Path& path, ArgoMetric& metric);
    std::string text(const Value& value, const Path& path);
    std::string member(const Value& value, const Path& path, std::string_view name);
    ArgoPairs pairs(const Value& value, const Path& path,
                    std::initializer_list<std::string_view> names);
    void add_pairs(const Value& value, const Path& path, ArgoPairs& all);
    void assign(const std::string& type, const std::string& metric);

    ArgoFiles& files_;
    // Where in files_ they are, for files with very many of them.
    std::unordered_map<std::string, std::size_t> services_;
    std::unordered_map<std::string, std::size_t> metrics_;
    std::unordered_set<std::string> assigned_;  // type, line break, metric
    std::optional<ParseError> problem_;
};

// {"status":{"message":"Unauthorized","code":"401"},"errors":[{"details":"…"}]}, or one of the two.
bool ArgoReader::is_refusal(const Value& value, const Path& path) {
    const Value* status = value.find("status");
    const auto& errors = value.list("errors");
    const bool has_status = status != nullptr && status->type == Type::object &&
                            status->find("code") != nullptr && value.find("data") == nullptr;
    if (!has_status && errors.empty()) {
        return false;
    }
    const Value& first = errors.empty() ? *status : errors.front();
    std::string words;
    for (const auto* name : {"code", "message", "details"}) {
        const Value* said = first.find(name);
        said = said == nullptr && has_status ? status->find(name) : said;
        if (said != nullptr && !said->text.empty()) {
            words += (words.empty() ? "" : ": ") + said->text;
        }
    }
    problem_ = problem_.value_or(ParseError{
        path.pointer(), "a metric profile or metric configurations", "error of ARGO: " + words});
    return true;
}

void ArgoReader::element(const Value& value, const Path& path) {
    if (value.type != Type::object) {
        refuse(path, "an object: a metric profile or metric configurations of ARGO", value);
    } else if (is_refusal(value, path)) {
        return;
    } else if (value.find("services") != nullptr) {
        profile_of_web_api(value, path);
    } else if (value.find("metric_instances") != nullptr) {
        profile_of_old_poem(value, path);
    } else if (value.find("name") != nullptr && value.find("name")->type == Type::string) {
        configuration(value.string("name"), value, path);
    } else {
        each(value, path, [&](const Value& metric, const Path& place) {
            configuration(metric.key, metric, place);
        });
    }
}

std::string ArgoReader::text(const Value& value, const Path& path) {
    if (value.type == Type::array || value.type == Type::object) {
        refuse(path, "a text or a number", value);
    }
    return value.type == Type::string || value.type == Type::number ? value.text : std::string();
}

std::string ArgoReader::member(const Value& value, const Path& path, std::string_view name) {
    const Value* found = value.find(name);
    return found == nullptr ? std::string() : text(*found, Path(path, name));
}

void ArgoReader::assign(const std::string& type, const std::string& metric) {
    if (!assigned_.insert(type + '\n' + metric).second) {
        return;
    }
    const auto [place, is_new] = services_.emplace(type, files_.services.size());
    if (is_new) {
        files_.services.emplace_back(type, std::vector<std::string>());
    }
    files_.services[place->second].second.push_back(metric);
}

void ArgoReader::profile_of_web_api(const Value& value, const Path& path) {
    if (files_.profiles++ == 0) {
        files_.name = member(value, path, "name");
        files_.description = member(value, path, "description");
    }
    const Value& services = *value.find("services");
    const Path below(path, "services");
    if (services.type != Type::array) {
        refuse(below, "an array", services);
    }
    each(services, below, [&](const Value& service, const Path& place) {
        const auto type = member(service, place, "service");
        const Value* metrics = service.find("metrics");
        if (type.empty() || metrics == nullptr || metrics->type != Type::array) {
            refuse(place, "an object with \"service\" and \"metrics\"", service);
            return;
        }
        each(*metrics, Path(place, "metrics"),
             [&](const Value& metric, const Path& where) { assign(type, text(metric, where)); });
    });
}

void ArgoReader::profile_of_old_poem(const Value& value, const Path& path) {
    if (files_.profiles++ == 0) {
        files_.name = member(value, path, "name");
        files_.description = member(value, path, "description");
    }
    const Value& instances = *value.find("metric_instances");
    each(instances, Path(path, "metric_instances"), [&](const Value& one, const Path& place) {
        const auto type = member(one, place, "service_flavour");
        const auto metric = member(one, place, "metric");
        if (type.empty() || metric.empty()) {
            refuse(place, "an object with \"service_flavour\" and \"metric\"", one);
            return;
        }
        assign(type, metric);
    });
}

// {"-w": "7"}, ["-w 7"] or [{"key": "-w", "value": "7"}].
void ArgoReader::add_pairs(const Value& value, const Path& path, ArgoPairs& all) {
    if (value.type == Type::string && plugin::trim(value.text).empty()) {
        return;
    }
    if (value.type != Type::object && value.type != Type::array) {
        refuse(path, "an object, or an array of \"key value\"", value);
        return;
    }
    each(value, path, [&](const Value& one, const Path& place) {
        if (value.type == Type::object) {
            all.emplace_back(one.key, text(one, place));
        } else if (one.type == Type::object) {
            all.emplace_back(member(one, place, "key"), member(one, place, "value"));
        } else {
            const auto line = text(one, place);
            const auto blank = std::min(line.find(' '), line.size());
            all.emplace_back(line.substr(0, blank),
                             std::string(plugin::trim(std::string_view(line).substr(blank))));
        }
    });
}

ArgoPairs ArgoReader::pairs(const Value& value, const Path& path,
                            std::initializer_list<std::string_view> names) {
    ArgoPairs all;
    for (const auto name : names) {
        if (const Value* section = value.find(name)) {
            add_pairs(*section, Path(path, name), all);
        }
    }
    return all;
}

void ArgoReader::config(const Value& value, const Path& path, ArgoMetric& metric) {
    for (const auto& [key, number] : pairs(value, path, {"config"})) {
        auto* target = key == "interval"           ? &metric.interval
                       : key == "retryInterval"    ? &metric.retry_interval
                       : key == "maxCheckAttempts" ? &metric.attempts
                       : key == "timeout"          ? &metric.timeout
                                                   : nullptr;
        if (target == nullptr || number.empty()) {
            continue;  // the path of the probe; POEM leaves empty what is not set
        }
        *target = plugin::parse_integer<int>(number);
        if (!*target || **target < 1) {
            const Path section(path, "config");
            problem_ = problem_.value_or(
                ParseError{Path(section, key).pointer(), "a whole number from 1", number});
        }
    }
}

void ArgoReader::configuration(const std::string& name, const Value& value, const Path& path) {
    if (value.type != Type::object) {
        refuse(path, "an object: the configuration of a metric", value);
        return;
    }
    ArgoMetric metric;
    metric.name = name;
    metric.program = member(value, path, value.find("probe") ? "probe" : "probeexecutable");
    metric.program.erase(0, metric.program.rfind('/') + 1);
    config(value, path, metric);
    for (const auto& [flag, number] : pairs(value, path, {"flags"})) {
        if (number != "0") {
            metric.flags.push_back(flag);
        }
    }
    metric.dependencies = pairs(value, path, {"dependency", "dependancy"});
    metric.attributes = pairs(value, path, {"attribute"});
    metric.parameters = pairs(value, path, {"parameter"});
    metric.files = pairs(value, path, {"file_attribute", "file_parameter", "fileparameter"});
    metric.documentation = member(value, path, "docurl");
    const auto [place, is_new] = metrics_.emplace(name, files_.metrics.size());
    if (is_new) {
        files_.metrics.push_back(std::move(metric));
    } else {
        files_.metrics[place->second] = std::move(metric);  // as in NCG, the later file counts
    }
}

}  // namespace

Expected<void, ParseError> read_argo(std::string_view text, ArgoFiles& files) {
    const auto value = json::parse(text);
    if (!value) {
        return Unexpected{value.error()};
    }
    ArgoReader reader(files);
    reader.document(*value, Path());
    if (reader.problem()) {
        return Unexpected{*reader.problem()};
    }
    return {};
}

}  // namespace fedcloud::profiles
