// Which sites an accounting service has heard of and when, and how its pages are malformed.
#include "apel_settings.hpp"

#include <stdexcept>

#include "setting_values.hpp"

namespace fedcloud::testbed {
namespace {

constexpr double longest = 36500;
constexpr std::uint64_t most_machines = 1'000'000'000;

PublishingSite read_site(const std::string& name, const Json& description) {
    require_object(description);
    PublishingSite site;
    site.name = name;
    for (const auto& [field, value] : description.items()) {
        if (field == "days") {
            site.days = read_number(field, value, -longest, longest);
        } else if (field == "vms") {
            site.vms = read_count(field, value, most_machines);
        } else if (field == "cloud_type") {
            site.cloud_type = read_text(field, value);
        } else if (field == "updated") {
            site.updated = read_text(field, value);
        } else {
            throw std::invalid_argument{"no field of a site is called " + field};
        }
    }
    return site;
}

std::vector<PublishingSite> read_sites(const Json& value) {
    if (value.is_null()) {
        return default_publishing_sites();
    }
    require_object(value);
    std::vector<PublishingSite> sites;
    for (const auto& [name, description] : value.items()) {
        sites.push_back(read_site(name, description));
    }
    return sites;
}

void apply_one(ApelSettings& settings, const std::string& name, const Json& value) {
    if (name == "sites") {
        settings.sites = read_sites(value);
    } else if (name == "shape") {
        settings.shape =
            read_choice(name, value, {"oneline", "django", "messy", "headless", "reordered"});
    } else if (name == "page_age_days") {
        settings.page_age_days = value.is_null()
                                     ? std::nullopt
                                     : std::optional{read_number(name, value, -longest, longest)};
    } else if (name == "latency") {
        settings.latency = read_seconds(name, value);
    } else {
        throw std::invalid_argument{"no setting is called " + name};
    }
}

Json to_json(const PublishingSite& site) {
    Json result = {{"days", site.days}, {"vms", site.vms}, {"cloud_type", site.cloud_type}};
    if (!site.updated.empty()) {
        result["updated"] = site.updated;
    }
    return result;
}

}  // namespace

std::vector<PublishingSite> default_publishing_sites() {
    const std::string caso = "caso/4.4.1 (OpenStack)";
    const std::string old_caso = "caso/3.0.0 (OpenStack)";
    return {
        {"100-CLOUDS", 0.1, 12, "OpenStack", ""},
        {"ALPHA-CLOUD", 0.2, 44, caso, ""},
        {"ALPHA-CLOUD-2", 1.4, 3, caso, ""},
        {"Arts & Sciences", 0.3, 7, caso, ""},
        {"BETA", 0.4, 131, old_caso, ""},
        {"BETA-STACK", 9.5, 18, old_caso, ""},
        {"C++ Laboratory", 0.6, 2, "OpenStack", ""},
        {"CENTRAL_GRID_01", 0.1, 260, caso, ""},
        {"cloud.north.example.org", 0.2, 25, caso, ""},
        {"cloudxnorthxexamplexorg", 45.0, 1, "OpenNebula", ""},
        {"DELTA-T2", 0.8, 64, caso, ""},
        {"EAST-UNIVERSITY", 1.1, 5, "Synnefo", ""},
        {"FUTURE-LAB", 0.5, 9, caso, ""},
        {"fedcloud.west.example.org", 2.9, 11, old_caso, ""},
        {"GAMMA_HPC_CLOUD", 0.3, 90, caso, ""},
        {"HARBOUR", 0.1, 37, caso, ""},
        {"ISLAND CLOUD", 0.7, 4, "OpenStack", ""},
        {"JUNIPER-MCC", 0.2, 154, caso, ""},
        {"KAPPA-ONE", 5.5, 21, "OpenNebula", ""},
        {"LATE-BY-EIGHT-DAYS", 8.0, 6, old_caso, ""},
        {"MOUNTAIN-SITE", 0.4, 13, caso, ""},
        {"NORTH_SEA", 0.9, 48, caso, ""},
        {"NORTH_SEA.TEST", 12.0, 1, caso, ""},
        {"OMEGA", 0.2, 78, caso, ""},
        {"PRIMROSE-EXAMPLE", 0.6, 33, caso, ""},
        {"R&D-CLOUD", 0.5, 15, caso, ""},
        {"RIVER-TOWN", 0.1, 0, caso, ""},
        {"SILENT-FOR-FORTY-DAYS", 40.0, 2, "OpenNebula", ""},
        {"South Campus (new)", 0.3, 8, caso, ""},
        {"TAU-CLOUD", 3.3, 19, "", ""},
        {"ZETA", 400.0, 1, "OpenNebula", ""},
    };
}

Json to_json(const ApelSettings& settings) {
    Json sites = Json::object();
    for (const auto& site : settings.sites) {
        sites[site.name] = to_json(site);
    }
    return {{"sites", sites},
            {"shape", settings.shape},
            {"page_age_days", settings.page_age_days ? Json(*settings.page_age_days) : Json()},
            {"latency", settings.latency.count()}};
}

void apply_settings(ApelSettings& settings, const Json& changes) {
    require_object(changes);
    auto changed = settings;
    for (const auto& [name, value] : changes.items()) {
        apply_one(changed, name, value);
    }
    settings = changed;
}

}  // namespace fedcloud::testbed
