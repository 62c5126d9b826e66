// What a Perun tells of itself, and what it does differently from a well-behaved one.
#include "perun_settings.hpp"

#include <stdexcept>

#include "setting_values.hpp"

namespace fedcloud::testbed {
namespace {

constexpr double many = 1e12;
constexpr double longest = 1e8;

const std::vector<std::string> line_names{
    "Version of Perun",     "Version of PerunDB", "Version of Servlet",
    "Version of DB-driver", "Version of DB",      "Version of Java platform",
    "AuditerConsumer",      "LastMessageId",      "Timestamp"};

std::int64_t read_whole(const std::string& name, const Json& value, double least) {
    if (!value.is_number_integer()) {
        throw std::invalid_argument{name + " is not a whole number"};
    }
    return static_cast<std::int64_t>(read_number(name, value, least, many));
}

std::map<std::string, std::int64_t> read_lag(const Json& value) {
    require_object(value);
    std::map<std::string, std::int64_t> lag;
    for (const auto& [consumer, messages] : value.items()) {
        lag[consumer] = read_whole("the lag of " + consumer, messages, -many);
    }
    return lag;
}

std::string read_principal(const std::string& name, const Json& value) {
    const auto text = read_text(name, value);
    if (text.starts_with('/')) {
        return text;
    }
    if (text != "known" && text != "unknown") {
        throw std::invalid_argument{name + " is known, unknown, or a DN that begins with a slash"};
    }
    return text;
}

int read_error_status(const std::string& name, const Json& value) {
    for (const int status : {200, 400, 401, 403, 500}) {
        if (value == status) {
            return status;
        }
    }
    throw std::invalid_argument{name + " is one of 200, 400, 401, 403, 500"};
}

bool apply_words(PerunSettings& settings, const std::string& name, const Json& value) {
    if (name == "version") {
        settings.version = read_text(name, value);
    } else if (name == "db_version") {
        settings.db_version = read_text(name, value);
    } else if (name == "omit") {
        settings.omit = read_names(name, value, line_names);
    } else if (name == "principal") {
        settings.principal = read_principal(name, value);
    } else if (name == "anonymous") {
        settings.anonymous = read_choice(name, value, {"known", "unknown"});
    } else if (name == "error") {
        settings.error = read_text(name, value);
    } else if (name == "html") {
        settings.html = read_choice(name, value, {"", "403", "404", "502", "503", "login"});
    } else {
        return false;
    }
    return true;
}

void apply_one(PerunSettings& settings, const std::string& name, const Json& value) {
    if (apply_words(settings, name, value)) {
        return;
    }
    if (name == "last_message_id") {
        settings.last_message_id = read_whole(name, value, 0);
    } else if (name == "lag") {
        settings.lag = read_lag(value);
    } else if (name == "error_status") {
        settings.error_status = read_error_status(name, value);
    } else if (name == "clock_offset") {
        settings.clock_offset = Seconds{read_number(name, value, -longest, longest)};
    } else if (name == "zone_hours") {
        settings.zone_hours = read_number(name, value, -12, 14);
    } else if (name == "latency") {
        settings.latency = read_seconds(name, value);
    } else {
        throw std::invalid_argument{"no setting is called " + name};
    }
}

}  // namespace

std::vector<std::string> perun_consumers() {
    return {"engineDispatcher", "ldapcConsumer", "notifications"};
}

Json to_json(const PerunSettings& settings) {
    return {{"version", settings.version},
            {"db_version", settings.db_version},
            {"last_message_id", settings.last_message_id},
            {"lag", settings.lag},
            {"omit", settings.omit},
            {"principal", settings.principal},
            {"anonymous", settings.anonymous},
            {"error", settings.error},
            {"error_status", settings.error_status},
            {"html", settings.html},
            {"clock_offset", settings.clock_offset.count()},
            {"zone_hours", settings.zone_hours},
            {"latency", settings.latency.count()}};
}

void apply_settings(PerunSettings& settings, const Json& changes) {
    require_object(changes);
    auto changed = settings;
    for (const auto& [name, value] : changes.items()) {
        apply_one(changed, name, value);
    }
    settings = changed;
}

}  // namespace fedcloud::testbed
