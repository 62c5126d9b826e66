#include "icinga2_zones.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "icinga2_text.hpp"
#include "json/fields.hpp"
#include "json/value.hpp"

namespace fedcloud::config::icinga2 {
namespace {

using json::Fields;
using json::Form;
using json::Path;
using json::Value;
using Problem = std::optional<plugin::ParseError>;

bool is_reserved(std::string_view zone) {
    return zone == global_zone || zone == "director-global";
}

bool is_zone(std::string_view text) {
    constexpr std::size_t longest = 100;
    return !text.empty() && text.size() <= longest && text.front() != '.' && !is_reserved(text) &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '_' || c == '.' || c == '-';
           });
}

const Form a_zone{
    "a zone's name of letters, digits, '_', '.' and '-', which is not one of Icinga's global zones",
    is_zone};

// The names under `member` belong to `zone`, and to no other.
void read_names(const Value& object, const Path& path, std::string_view member,
                std::map<std::string, std::string, std::less<>>& zone_of, Problem& problem) {
    const Fields fields(object, path, problem);
    fields.each(member, [&](const Value& value, const Path& place) {
        if (value.type != Value::Type::string || value.text.empty()) {
            problem = problem ? problem : place.fail("a text that is not empty", &value).error;
        } else if (const auto [other, is_new] = zone_of.emplace(value.text, object.key); !is_new) {
            problem = problem ? problem
                              : place
                                    .fail("a name that no zone has yet (zone " + other->second +
                                              " has this one)",
                                          &value)
                                    .error;
        }
    });
}

void read_zone(const Value& zone, const Path& path, ZoneMap& map, Problem& problem) {
    if (!is_zone(zone.key) || zone.type != Value::Type::object) {
        problem =
            problem
                ? problem
                : path.fail(is_zone(zone.key) ? "an object" : std::string(a_zone.expected), &zone)
                      .error;
        return;
    }
    map.zones.insert(zone.key);
    read_names(zone, path, "ngi", map.zone_of_ngi, problem);
    read_names(zone, path, "sites", map.zone_of_site, problem);
    Fields(zone, path, problem).refuse_others({"ngi", "sites"});
}

}  // namespace

Expected<ZoneMap, plugin::ParseError> read_zone_map(std::string_view text) {
    const auto document = json::parse(text);
    if (!document) {
        return Unexpected{document.error()};
    }
    const Path root;
    if (document->type != Value::Type::object) {
        return root.fail("an object", &*document);
    }
    ZoneMap map;
    Problem problem;
    const Fields fields(*document, root, problem);
    fields.refuse_others({"zones", "default"});
    fields.require("zones", "an object");
    fields.each_member(
        "zones", [&](const Value& zone, const Path& path) { read_zone(zone, path, map, problem); });
    if (document->find("default") != nullptr) {
        map.default_zone = fields.required_text("default", a_zone);
    }
    if (problem) {
        return Unexpected{*problem};
    }
    return map;
}

ZonePlan zones_by_map(const Plan& plan, const ZoneMap& map) {
    ZonePlan result{{}, map.zones};
    for (const auto& site : plan.sites) {
        const auto by_name = map.zone_of_site.find(site.title);
        const auto by_ngi = map.zone_of_ngi.find(plan.ngis[site.ngi].title);
        result.zone_of_site.push_back(by_name != map.zone_of_site.end() ? by_name->second
                                      : by_ngi != map.zone_of_ngi.end() ? by_ngi->second
                                                                        : map.default_zone);
        result.zones.insert(result.zone_of_site.back());
    }
    return result;
}

ZonePlan zones_by_ngi(const Plan& plan) {
    ZonePlan result;
    for (const auto& site : plan.sites) {
        const auto& name = plan.ngis[site.ngi].name;
        result.zone_of_site.push_back(is_reserved(name) ? "ngi-" + name : name);
        result.zones.insert(result.zone_of_site.back());
    }
    return result;
}

std::string render_zones_example(const std::set<std::string>& zones) {
    std::string text =
        "# An example, read by nothing: for zones.conf of the master. Each satellite needs the\n"
        "# Endpoint and Zone objects of its own zone, of its parent, and the global zone.\n\n"
        "object Endpoint NodeName { }\n"
        "object Zone \"master\" { endpoints = [ NodeName ] }\n";
    text += fmt::format("object Zone \"{}\" {{ global = true }}\n", global_zone);
    for (const auto& zone : zones) {
        if (zone != "master") {
            const auto endpoint = literal("satellite." + zone + ".example.org");
            text += fmt::format(
                "\nobject Endpoint {0} {{ host = {0} }}\n"
                "object Zone {1} {{ endpoints = [ {0} ]; parent = \"master\" }}\n",
                endpoint, literal(zone));
        }
    }
    return text;
}

}  // namespace fedcloud::config::icinga2
