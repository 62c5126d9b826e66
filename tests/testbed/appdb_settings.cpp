// What the image lists of an AppDB tell, how they are signed, and what is wrong with them.
#include "appdb_settings.hpp"

#include <stdexcept>

#include "image_list.hpp"
#include "list_signer.hpp"
#include "setting_values.hpp"

namespace fedcloud::testbed {
namespace {

constexpr double longest = 1e6;
constexpr std::uint64_t most_images = 5000;

bool apply_faulty(AppdbSettings& settings, const std::string& name, const Json& value) {
    if (name == "image_expired") {
        settings.image_expired = read_count(name, value, most_images);
    } else if (name == "image_missing") {
        settings.image_missing = read_count(name, value, most_images);
    } else if (name == "image_size_wrong") {
        settings.image_size_wrong = read_count(name, value, most_images);
    } else if (name == "missing") {
        settings.missing = read_names(name, value, image_list_fields());
    } else if (name == "bad_checksum") {
        settings.bad_checksum = read_choice(name, value, {"none", "wrong", "malformed"});
    } else if (name == "egiappdb") {
        settings.egiappdb = read_flag(name, value);
    } else {
        return false;
    }
    return true;
}

void apply_one(AppdbSettings& settings, const std::string& name, const Json& value) {
    if (apply_faulty(settings, name, value)) {
        return;
    }
    if (name == "token") {
        settings.token = read_text(name, value);
    } else if (name == "created_hours") {
        settings.created_hours = read_number(name, value, -longest, longest);
    } else if (name == "expires_hours") {
        settings.expires_hours = value.is_null()
                                     ? std::nullopt
                                     : std::optional{read_number(name, value, -longest, longest)};
    } else if (name == "images") {
        settings.images = read_count(name, value, most_images);
    } else if (name == "signed") {
        settings.signing = read_choice(name, value, signing_names());
    } else if (name == "version") {
        settings.version = read_text(name, value);
    } else if (name == "identifier") {
        settings.identifier = read_text(name, value);
    } else if (name == "mpuri") {
        settings.mpuri = read_text(name, value);
    } else if (name == "latency") {
        settings.latency = read_seconds(name, value);
    } else {
        throw std::invalid_argument{"no setting is called " + name};
    }
}

}  // namespace

Json to_json(const AppdbSettings& settings) {
    return {{"token", settings.token},
            {"created_hours", settings.created_hours},
            {"expires_hours", settings.expires_hours ? Json(*settings.expires_hours) : Json()},
            {"images", settings.images},
            {"image_expired", settings.image_expired},
            {"image_missing", settings.image_missing},
            {"image_size_wrong", settings.image_size_wrong},
            {"signed", settings.signing},
            {"version", settings.version},
            {"identifier", settings.identifier},
            {"missing", settings.missing},
            {"bad_checksum", settings.bad_checksum},
            {"egiappdb", settings.egiappdb},
            {"mpuri", settings.mpuri},
            {"latency", settings.latency.count()}};
}

void apply_settings(AppdbSettings& settings, const Json& changes) {
    require_object(changes);
    auto changed = settings;
    for (const auto& [name, value] : changes.items()) {
        apply_one(changed, name, value);
    }
    settings = changed;
}

}  // namespace fedcloud::testbed
