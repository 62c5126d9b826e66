// How a GOCDB answers, and what it has on its books.
#include "gocdb_settings.hpp"

#include <stdexcept>

#include "setting_values.hpp"

namespace fedcloud::testbed {
namespace {

constexpr std::uint64_t most = 1'000'000;

std::map<std::string, std::string> read_placed(const Json& value) {
    require_object(value);
    std::map<std::string, std::string> placed;
    for (const auto& [server, site] : value.items()) {
        placed[server] = read_text("the site of " + server, site);
    }
    return placed;
}

std::uint64_t read_page_size(const std::string& name, const Json& value) {
    const auto size = read_count(name, value, most);
    if (size == 0) {
        throw std::invalid_argument{name + " is not 0"};
    }
    return size;
}

bool apply_content(GocdbSettings& settings, const std::string& name, const Json& value) {
    if (name == "content") {
        settings.content = read_choice(name, value, {"running", "awkward", "large", "empty"});
    } else if (name == "sites") {
        settings.sites = read_count(name, value, most);
    } else if (name == "services") {
        settings.services = read_count(name, value, most);
    } else if (name == "placed") {
        settings.placed = read_placed(value);
    } else if (name == "missing_sites") {
        settings.missing_sites = read_count(name, value, most);
    } else if (name == "unknown_sites") {
        settings.unknown_sites = read_count(name, value, most);
    } else if (name == "malformed_keys") {
        settings.malformed_keys = read_count(name, value, most);
    } else if (name == "duplicate_keys") {
        settings.duplicate_keys = read_count(name, value, most);
    } else {
        return false;
    }
    return true;
}

bool apply_access(GocdbSettings& settings, const std::string& name, const Json& value) {
    if (name == "private") {
        settings.private_is_open = read_choice(name, value, {"certificate", "open"}) == "open";
    } else if (name == "identifiers") {
        settings.identifiers =
            value.is_null() ? std::nullopt : std::optional{read_texts(name, value)};
    } else {
        return false;
    }
    return true;
}

void apply_one(GocdbSettings& settings, const std::string& name, const Json& value) {
    if (apply_content(settings, name, value) || apply_access(settings, name, value)) {
        return;
    }
    if (name == "max_page_size") {
        settings.max_page_size = read_page_size(name, value);
    } else if (name == "default_scope") {
        settings.default_scope = read_text(name, value);
    } else if (name == "href_base") {
        settings.href_base = read_text(name, value);
    } else if (name == "ignore_case") {
        settings.ignore_case = read_flag(name, value);
    } else if (name == "next_on_empty_page") {
        settings.next_on_empty_page = read_flag(name, value);
    } else if (name == "cursor_first") {
        settings.cursor_first = read_flag(name, value);
    } else if (name == "nested_keys") {
        settings.nested_keys = read_choice(name, value, {"service", "site"});
    } else if (name == "latency") {
        settings.latency = read_seconds(name, value);
    } else {
        throw std::invalid_argument{"no setting is called " + name};
    }
}

}  // namespace

Json to_json(const GocdbSettings& settings) {
    return {{"content", settings.content},
            {"sites", settings.sites},
            {"services", settings.services},
            {"placed", settings.placed},
            {"max_page_size", settings.max_page_size},
            {"default_scope", settings.default_scope},
            {"href_base", settings.href_base},
            {"ignore_case", settings.ignore_case},
            {"private", settings.private_is_open ? "open" : "certificate"},
            {"identifiers", settings.identifiers ? Json(*settings.identifiers) : Json()},
            {"next_on_empty_page", settings.next_on_empty_page},
            {"cursor_first", settings.cursor_first},
            {"nested_keys", settings.nested_keys},
            {"missing_sites", settings.missing_sites},
            {"unknown_sites", settings.unknown_sites},
            {"malformed_keys", settings.malformed_keys},
            {"duplicate_keys", settings.duplicate_keys},
            {"latency", settings.latency.count()}};
}

void apply_settings(GocdbSettings& settings, const Json& changes) {
    require_object(changes);
    auto changed = settings;
    for (const auto& [name, value] : changes.items()) {
        apply_one(changed, name, value);
    }
    settings = changed;
}

}  // namespace fedcloud::testbed
