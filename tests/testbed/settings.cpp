// What a site does differently from a well-behaved one.
#include "settings.hpp"

#include <array>
#include <stdexcept>
#include <utility>

#include "setting_values.hpp"

namespace fedcloud::testbed {
namespace {

constexpr std::string_view foreign_prefix = "foreign:";

constexpr std::array<std::pair<LocationStyle, std::string_view>, 6> location_names{{
    {LocationStyle::dialect, "dialect"},
    {LocationStyle::header, "header"},
    {LocationStyle::body, "body"},
    {LocationStyle::relative, "relative"},
    {LocationStyle::wrong_host, "wrong-host"},
    {LocationStyle::missing, "missing"},
}};

void read_location(Settings& settings, const Json& value) {
    const auto text = read_text("location", value);
    for (const auto& [style, name] : location_names) {
        if (name == text) {
            settings.location = style;
            return;
        }
    }
    if (!text.starts_with(foreign_prefix)) {
        throw std::invalid_argument{
            "location is not one of dialect, header, body, relative, "
            "wrong-host, missing, foreign:ID"};
    }
    settings.location = LocationStyle::foreign;
    settings.foreign_id = text.substr(foreign_prefix.size());
}

std::string location_text(const Settings& settings) {
    for (const auto& [style, name] : location_names) {
        if (style == settings.location) {
            return std::string{name};
        }
    }
    return std::string{foreign_prefix} + settings.foreign_id;
}

void apply_one(Settings& settings, const std::string& name, const Json& value) {
    if (name == "boot") {
        settings.boot = read_seconds(name, value);
    } else if (name == "delete") {
        settings.deletion = read_seconds(name, value);
    } else if (name == "latency") {
        settings.latency = read_seconds(name, value);
    } else if (name == "never_active") {
        settings.never_active = read_flag(name, value);
    } else if (name == "boot_to_error") {
        settings.boot_to_error = read_flag(name, value);
    } else if (name == "delete_lies") {
        settings.delete_lies = read_flag(name, value);
    } else if (name == "title_dropped") {
        settings.title_dropped = read_flag(name, value);
    } else if (name == "keystone_uri") {
        settings.keystone_uri = read_text(name, value);
    } else if (name == "challenge") {
        settings.challenge = read_text(name, value);
    } else if (name == "challenge_header") {
        settings.challenge_header = read_text(name, value);
    } else if (name == "location") {
        read_location(settings, value);
    } else {
        throw std::invalid_argument{"no setting is called " + name};
    }
}

}  // namespace

Json to_json(const Settings& settings) {
    return {{"boot", settings.boot.count()},
            {"delete", settings.deletion.count()},
            {"latency", settings.latency.count()},
            {"never_active", settings.never_active},
            {"boot_to_error", settings.boot_to_error},
            {"delete_lies", settings.delete_lies},
            {"title_dropped", settings.title_dropped},
            {"location", location_text(settings)},
            {"keystone_uri", settings.keystone_uri},
            {"challenge", settings.challenge},
            {"challenge_header", settings.challenge_header}};
}

void apply_settings(Settings& settings, const Json& changes) {
    require_object(changes);
    auto changed = settings;
    for (const auto& [name, value] : changes.items()) {
        apply_one(changed, name, value);
    }
    settings = changed;
}

}  // namespace fedcloud::testbed
