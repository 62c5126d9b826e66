// What a CDMI server does differently from a well-behaved one of its dialect.
#include "cdmi_settings.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <stdexcept>

#include "setting_values.hpp"

namespace fedcloud::testbed {
namespace {

constexpr std::uint64_t most_turns = 1'000'000;

std::uint64_t read_choice(const std::string& name, const Json& value,
                          const std::vector<std::uint64_t>& known) {
    const auto number = read_count(name, value, 599);
    if (std::find(known.begin(), known.end(), number) == known.end()) {
        std::vector<std::string> texts;
        for (const auto one : known) {
            texts.push_back(std::to_string(one));
        }
        throw std::invalid_argument{name + " is one of " + join(texts, ", ")};
    }
    return number;
}

std::string read_location(const std::string& name, const Json& value) {
    return read_names(name, Json::array({value}), {"absolute", "relative", "missing"}).front();
}

std::string read_error(const std::string& name, const Json& value) {
    const auto text = read_text(name, value);
    if (!text.empty() && !text.starts_with("Error")) {
        throw std::invalid_argument{name + " begins with Error"};
    }
    return text;
}

Json read_capabilities(const std::string& name, const Json& value) {
    if (!value.is_object()) {
        throw std::invalid_argument{name + " is not an object"};
    }
    return value;
}

using Apply = std::function<void(CdmiSettings&, const std::string&, const Json&)>;

// A setting of which the reader yields the whole value.
template <typename Value, typename Reader>
Apply by(Value CdmiSettings::*field, Reader reader) {
    return [field, reader](CdmiSettings& settings, const std::string& name, const Json& value) {
        settings.*field = reader(name, value);
    };
}

const std::map<std::string, Apply>& appliers() {
    using S = CdmiSettings;
    const auto turns = [](const auto& name, const auto& value) {
        return read_count(name, value, most_turns);
    };
    const auto one_of = [](std::vector<std::uint64_t> known) {
        return [known](const auto& name, const auto& value) {
            return read_choice(name, value, known);
        };
    };
    static const std::map<std::string, Apply> all{
        {"latency", by(&S::latency, read_seconds)},
        {"versions", by(&S::versions, read_texts)},
        {"delayed", by(&S::delayed, read_seconds)},
        {"delayed_polls", by(&S::delayed_polls, turns)},
        {"delayed_error", by(&S::delayed_error, read_error)},
        {"read_status", by(&S::read_status, one_of({200, 202}))},
        {"percent", by(&S::percent, read_text)},
        {"complete", by(&S::complete, read_text)},
        {"location", by(&S::location, read_location)},
        {"delete_lies", by(&S::delete_lies, read_flag)},
        {"update_lies", by(&S::update_lies, read_flag)},
        {"corrupt", by(&S::corrupt, read_flag)},
        {"metadata_lost", by(&S::metadata_lost, read_flag)},
        {"read_only", by(&S::read_only, read_flag)},
        {"list_omits", by(&S::list_omits, read_flag)},
        {"stale_reads", by(&S::stale_reads, turns)},
        {"quota", by(&S::quota, one_of({0, 403, 413, 507}))},
        {"capabilities", by(&S::capabilities, read_capabilities)},
        {"keystone_uri", by(&S::keystone_uri, read_text)},
        {"challenge", by(&S::challenge, read_text)},
        {"challenge_header", by(&S::challenge_header, read_text)},
        {"challenge_early", by(&S::challenge_early, read_flag)},
    };
    return all;
}

}  // namespace

Json to_json(const CdmiSettings& settings) {
    return {{"latency", settings.latency.count()},
            {"versions", settings.versions},
            {"delayed", settings.delayed.count()},
            {"delayed_polls", settings.delayed_polls},
            {"delayed_error", settings.delayed_error},
            {"read_status", settings.read_status},
            {"percent", settings.percent},
            {"complete", settings.complete},
            {"location", settings.location},
            {"delete_lies", settings.delete_lies},
            {"update_lies", settings.update_lies},
            {"corrupt", settings.corrupt},
            {"metadata_lost", settings.metadata_lost},
            {"read_only", settings.read_only},
            {"list_omits", settings.list_omits},
            {"stale_reads", settings.stale_reads},
            {"quota", settings.quota},
            {"capabilities", settings.capabilities},
            {"keystone_uri", settings.keystone_uri},
            {"challenge", settings.challenge},
            {"challenge_header", settings.challenge_header},
            {"challenge_early", settings.challenge_early}};
}

void apply_settings(CdmiSettings& settings, const Json& changes) {
    require_object(changes);
    auto changed = settings;
    for (const auto& [name, value] : changes.items()) {
        const auto found = appliers().find(name);
        if (found == appliers().end()) {
            throw std::invalid_argument{"no setting is called " + name};
        }
        found->second(changed, name, value);
    }
    settings = changed;
}

}  // namespace fedcloud::testbed
