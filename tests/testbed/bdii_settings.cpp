// What a BDII publishes, and what it does differently from a well-behaved one.
#include "bdii_settings.hpp"

#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <stdexcept>

#include "setting_values.hpp"

namespace fedcloud::testbed {
namespace {

constexpr std::uint64_t most_entries = 20000;
constexpr std::uint64_t largest_code = 127;

constexpr std::array<std::string_view, 3> kinds{"site", "top", "resource"};
constexpr std::array<std::string_view, 3> orders{"tree", "reverse", "shuffled"};

template <typename Value, std::size_t count>
Value read_one_of(const std::string& name, const Json& value,
                  const std::array<std::string_view, count>& known) {
    const auto text = read_text(name, value);
    for (std::size_t i = 0; i < count; ++i) {
        if (known[i] == text) {
            return static_cast<Value>(i);
        }
    }
    throw std::invalid_argument{name + " is one of " + join({known.begin(), known.end()}, ", ")};
}

double read_age(const std::string& name, const Json& value) {
    constexpr double longest = 1e10;
    if (!value.is_number() || std::abs(value.get<double>()) > longest) {
        throw std::invalid_argument{name + " is not a number of seconds"};
    }
    return value.get<double>();
}

int read_code(const std::string& name, const Json& value) {
    return static_cast<int>(read_count(name, value, largest_code));
}

std::vector<std::string> read_no_cloud(const BdiiSettings& settings, const Json& value) {
    if (value.is_boolean()) {
        return value.get<bool>() ? settings.sites : std::vector<std::string>{};
    }
    return read_texts("no_cloud", value);
}

std::vector<ValueChange> read_values(const Json& value) {
    if (!value.is_array()) {
        throw std::invalid_argument{"values is not a list"};
    }
    std::vector<ValueChange> changes;
    for (const auto& item : value) {
        if (!item.is_object() || !item.contains("class") || !item.contains("attribute") ||
            !item.contains("values")) {
            throw std::invalid_argument{
                "values is a list of {\"class\",\"attribute\",\"values\"[,\"index\"]}"};
        }
        ValueChange change{read_text("class", item["class"]),
                           {},
                           read_text("attribute", item["attribute"]),
                           read_texts("values", item["values"])};
        if (item.contains("index")) {
            change.index = read_count("index", item["index"], most_entries);
        }
        changes.push_back(change);
    }
    return changes;
}

Json to_json(const std::vector<ValueChange>& changes) {
    Json list = Json::array();
    for (const auto& change : changes) {
        list.push_back({{"class", change.of_class},
                        {"attribute", change.attribute},
                        {"values", change.values}});
        if (change.index) {
            list.back()["index"] = *change.index;
        }
    }
    return list;
}

using Apply = std::function<void(BdiiSettings&, const std::string&, const Json&)>;

template <typename Member, typename Read>
Apply by(Member member, Read read) {
    return [=](BdiiSettings& settings, const std::string& name, const Json& value) {
        settings.*member = read(name, value);
    };
}

const std::map<std::string, Apply>& known_settings() {
    using S = BdiiSettings;
    const auto count = [](const std::string& name, const Json& value) {
        return read_count(name, value, most_entries);
    };
    static const std::map<std::string, Apply> known{
        {"kind", [](S& it, const std::string& name,
                    const Json& value) { it.kind = read_one_of<BdiiKind>(name, value, kinds); }},
        {"sites", by(&S::sites, read_texts)},
        {"endpoints", by(&S::endpoints, count)},
        {"images", by(&S::images, count)},
        {"templates", by(&S::templates, count)},
        {"no_cloud", [](S& it, const std::string&,
                        const Json& value) { it.no_cloud = read_no_cloud(it, value); }},
        {"glue21", by(&S::glue21, read_flag)},
        {"quality_level", by(&S::quality_level, read_text)},
        {"serving_state", by(&S::serving_state, read_text)},
        {"health_state", by(&S::health_state, read_text)},
        {"endpoint_urls", by(&S::endpoint_urls, read_texts)},
        {"repositories", by(&S::repositories, read_texts)},
        {"missing", by(&S::missing, read_texts)},
        {"values",
         [](S& it, const std::string&, const Json& value) { it.values = read_values(value); }},
        {"creation_age", by(&S::creation_age, read_age)},
        {"creation_form", by(&S::creation_form, read_text)},
        {"validity", by(&S::validity, read_text)},
        {"modified_age", by(&S::modified_age, read_age)},
        {"update_age", by(&S::update_age, read_age)},
        {"update_stats", by(&S::update_stats, read_flag)},
        {"sort", [](S& it, const std::string& name,
                    const Json& value) { it.sort = read_one_of<EntryOrder>(name, value, orders); }},
        {"size_limit", by(&S::size_limit, count)},
        {"bind_result", by(&S::bind_result, read_code)},
        {"result", by(&S::result, read_code)},
        {"result_after", by(&S::result_after, count)},
        {"result_message", by(&S::result_message, read_text)},
        {"referral", by(&S::referral, read_texts)},
        {"references", by(&S::references, read_texts)},
        {"latency", by(&S::latency, read_seconds)}};
    return known;
}

}  // namespace

Json to_json(const BdiiSettings& settings) {
    return {{"kind", kinds[static_cast<std::size_t>(settings.kind)]},
            {"sites", settings.sites},
            {"endpoints", settings.endpoints},
            {"images", settings.images},
            {"templates", settings.templates},
            {"no_cloud", settings.no_cloud},
            {"glue21", settings.glue21},
            {"quality_level", settings.quality_level},
            {"serving_state", settings.serving_state},
            {"health_state", settings.health_state},
            {"endpoint_urls", settings.endpoint_urls},
            {"repositories", settings.repositories},
            {"missing", settings.missing},
            {"values", to_json(settings.values)},
            {"creation_age", settings.creation_age},
            {"creation_form", settings.creation_form},
            {"validity", settings.validity},
            {"modified_age", settings.modified_age},
            {"update_age", settings.update_age},
            {"update_stats", settings.update_stats},
            {"sort", orders[static_cast<std::size_t>(settings.sort)]},
            {"size_limit", settings.size_limit},
            {"bind_result", settings.bind_result},
            {"result", settings.result},
            {"result_after", settings.result_after},
            {"result_message", settings.result_message},
            {"referral", settings.referral},
            {"references", settings.references},
            {"latency", settings.latency.count()}};
}

void apply_settings(BdiiSettings& settings, const Json& changes) {
    require_object(changes);
    auto changed = settings;
    for (const auto& [name, value] : changes.items()) {
        const auto found = known_settings().find(name);
        if (found == known_settings().end()) {
            throw std::invalid_argument{"no setting is called " + name};
        }
        found->second(changed, name, value);
    }
    settings = changed;
}

}  // namespace fedcloud::testbed
