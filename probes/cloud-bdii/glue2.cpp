#include "glue2.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "plugin/text.hpp"

namespace fedcloud::cloud_bdii {
namespace {

using plugin::State;

struct Class {
    std::string_view name;
    std::string_view parent;  // its attributes are mandatory too
    Role role;
    std::vector<std::string_view> mandatory;
};

const std::vector<Class>& classes() {
    static const std::vector<Class> table{
        {"GLUE2Service",
         "",
         Role::service,
         {"GLUE2ServiceID", "GLUE2ServiceType", "GLUE2ServiceQualityLevel",
          "GLUE2ServiceAdminDomainForeignKey"}},
        {"GLUE2ComputingService", "GLUE2Service", Role::service, {}},
        {"GLUE2StorageService", "GLUE2Service", Role::service, {}},
        {"GLUE2Endpoint",
         "",
         Role::endpoint,
         {"GLUE2EndpointID", "GLUE2EndpointURL", "GLUE2EndpointInterfaceName",
          "GLUE2EndpointQualityLevel", "GLUE2EndpointHealthState", "GLUE2EndpointServingState",
          "GLUE2EndpointServiceForeignKey"}},
        {"GLUE2ComputingEndpoint", "GLUE2Endpoint", Role::endpoint, {}},
        {"GLUE2StorageEndpoint", "GLUE2Endpoint", Role::endpoint, {}},
        {"GLUE2Manager",
         "",
         Role::other,
         {"GLUE2ManagerID", "GLUE2ManagerProductName", "GLUE2ManagerServiceForeignKey"}},
        {"GLUE2ComputingManager", "GLUE2Manager", Role::other, {}},
        {"GLUE2StorageManager", "GLUE2Manager", Role::other, {}},
        {"GLUE2Share", "", Role::other, {"GLUE2ShareID", "GLUE2ShareServiceForeignKey"}},
        {"GLUE2ComputingShare", "GLUE2Share", Role::other, {"GLUE2ComputingShareServingState"}},
        {"GLUE2Resource", "", Role::other, {"GLUE2ResourceID", "GLUE2ResourceManagerForeignKey"}},
        {"GLUE2ExecutionEnvironment",
         "GLUE2Resource",
         Role::template_,
         {"GLUE2ExecutionEnvironmentPlatform", "GLUE2ExecutionEnvironmentMainMemorySize",
          "GLUE2ExecutionEnvironmentOSFamily", "GLUE2ExecutionEnvironmentConnectivityIn",
          "GLUE2ExecutionEnvironmentConnectivityOut"}},
        {"GLUE2ApplicationEnvironment",
         "",
         Role::image,
         {"GLUE2ApplicationEnvironmentID", "GLUE2ApplicationEnvironmentAppName",
          "GLUE2ApplicationEnvironmentComputingManagerForeignKey"}},
        {"GLUE2Policy", "", Role::other, {"GLUE2PolicyID", "GLUE2PolicyScheme", "GLUE2PolicyRule"}},
        {"GLUE2AccessPolicy", "GLUE2Policy", Role::other, {"GLUE2AccessPolicyEndpointForeignKey"}},
        // GLUE 2.1 has no released LDAP schema, so nothing of it is known to be mandatory.
        {"GLUE2CloudComputingService", "", Role::service, {}},
        {"GLUE2CloudComputingEndpoint", "", Role::endpoint, {}},
        {"GLUE2CloudComputingImage", "", Role::image, {}},
        {"GLUE2CloudComputingInstanceType", "", Role::template_, {}},
    };
    return table;
}

constexpr std::array<std::string_view, 4> quality_levels{"development", "pre-production",
                                                         "production", "testing"};
constexpr std::array<std::string_view, 5> health_states{"critical", "ok", "other", "unknown",
                                                        "warning"};
constexpr std::array<std::string_view, 4> serving_states{"closed", "draining", "production",
                                                         "queueing"};
constexpr std::array<std::string_view, 3> booleans{"false", "true", "undefined"};

struct Enumeration {
    std::string_view attribute;
    const std::string_view* begin;
    const std::string_view* end;
    bool any_case = false;  // cloud-info-provider writes TRUE
};

template <std::size_t n>
constexpr Enumeration enumeration(std::string_view attribute,
                                  const std::array<std::string_view, n>& values,
                                  bool any_case = false) {
    return {attribute, values.data(), values.data() + n, any_case};
}

constexpr std::array enumerations{
    enumeration("GLUE2ServiceQualityLevel", quality_levels),
    enumeration("GLUE2EndpointQualityLevel", quality_levels),
    enumeration("GLUE2EndpointHealthState", health_states),
    enumeration("GLUE2EndpointServingState", serving_states),
    enumeration("GLUE2ComputingShareServingState", serving_states),
    enumeration("GLUE2ExecutionEnvironmentConnectivityIn", booleans, true),
    enumeration("GLUE2ExecutionEnvironmentConnectivityOut", booleans, true),
};

const Class* find_class(std::string_view name) {
    const auto& table = classes();
    const auto found = std::find_if(table.begin(), table.end(), [&](const Class& each) {
        return plugin::equal_ignoring_case(each.name, name);
    });
    return found == table.end() ? nullptr : &*found;
}

// The classes of an entry and their parents, each once.
std::vector<const Class*> classes_of(const ldap::Entry& entry) {
    std::vector<const Class*> found;
    for (const auto& name : entry.values("objectClass")) {
        for (const Class* each = find_class(name); each != nullptr;
             each = find_class(each->parent)) {
            if (std::find(found.begin(), found.end(), each) == found.end()) {
                found.push_back(each);
            }
        }
    }
    return found;
}

bool allows(const Enumeration& enumeration, std::string_view value) {
    return std::any_of(enumeration.begin, enumeration.end, [&](std::string_view each) {
        return enumeration.any_case ? plugin::equal_ignoring_case(each, value) : each == value;
    });
}

}  // namespace

Role role_of(const ldap::Entry& entry) {
    for (const Class* each : classes_of(entry)) {
        if (each->role != Role::other) {
            return each->role;
        }
    }
    return Role::other;
}

bool is_glue21(const ldap::Entry& entry) {
    const auto& names = entry.values("objectClass");
    return std::any_of(names.begin(), names.end(), [](const std::string& name) {
        return plugin::lower(name).starts_with("glue2cloudcomputing");
    });
}

bool is_compute_service(const ldap::Entry& entry) {
    return entry.is_a("GLUE2ComputingService") || entry.is_a("GLUE2CloudComputingService");
}

std::vector<std::string> wanted_attributes() {
    std::vector<std::string> names{"objectClass", "GLUE2EntityCreationTime", "GLUE2EntityValidity",
                                   "GLUE2EndpointHealthStateInfo"};
    for (const auto& each : classes()) {
        names.insert(names.end(), each.mandatory.begin(), each.mandatory.end());
    }
    return names;
}

Findings check_schema(const Entries& entries) {
    Tally missing;
    Tally invalid;
    for (const auto& entry : entries) {
        for (const Class* each : classes_of(entry)) {
            for (const auto attribute : each->mandatory) {
                if (!entry.has(attribute)) {
                    missing.add(State::warning, fmt::format("{} without {}", each->name, attribute),
                                entry);
                }
            }
        }
        for (const auto& enumeration : enumerations) {
            for (const auto& value : entry.values(enumeration.attribute)) {
                if (!allows(enumeration, value)) {
                    invalid.add(State::warning,
                                fmt::format("{} '{}' is none of {}", enumeration.attribute,
                                            plugin::clean(value, 40),
                                            fmt::join(enumeration.begin, enumeration.end, ", ")),
                                entry);
                }
            }
        }
    }
    auto found = missing.findings("mandatory-attributes");
    const auto values = invalid.findings("enumerations");
    found.insert(found.end(), values.begin(), values.end());
    return found;
}

}  // namespace fedcloud::cloud_bdii
