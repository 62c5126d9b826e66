#include "abilities.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "plugin/text.hpp"

namespace fedcloud::cdmi {
namespace {

using Names = std::vector<const char*>;

const Names needed_of_containers{"cdmi_create_container", "cdmi_create_dataobject",
                                 "cdmi_delete_container"};
const Names needed_of_objects{"cdmi_read_value", "cdmi_delete_dataobject"};

// INDIGO's documents tell of quality of service alone, SNIA's always of the whole server.
bool is_about(const std::optional<Capabilities>& document, const Names& names) {
    return document && std::any_of(names.begin(), names.end(), [&](const char* name) {
               return document->find(name) != nullptr;
           });
}

bool is_denied(const std::string& value) {
    const auto word = plugin::lower(value);
    return word == "false" || word == "0" || word == "no";
}

Offered offered(const std::optional<Capabilities>& document, const Names& others,
                const char* name) {
    const auto* value = document ? document->find(name) : nullptr;
    if (value != nullptr) {
        return is_denied(*value) ? Offered::no : Offered::yes;
    }
    return is_about(document, others) ? Offered::no : Offered::untold;
}

void demand(const std::optional<Capabilities>& document, const Names& names, Abilities& abilities) {
    for (const auto* name : names) {
        const auto* value = document ? document->find(name) : nullptr;
        if (value == nullptr) {
            abilities.unadvertised.emplace_back(name);
        } else if (is_denied(*value)) {
            abilities.denied.emplace_back(name);
        }
    }
}

std::size_t size_of(const std::optional<Capabilities>& document) {
    return document ? document->values.size() : 0;
}

}  // namespace

Abilities read_abilities(const CapabilityDocuments& documents) {
    Abilities abilities;
    const auto& container = documents.container;
    const auto& object = documents.object;
    abilities.list_children = offered(container, needed_of_containers, "cdmi_list_children");
    abilities.modify_value = offered(object, needed_of_objects, "cdmi_modify_value");
    abilities.read_metadata = offered(object, needed_of_objects, "cdmi_read_metadata");
    abilities.modify_metadata = offered(object, needed_of_objects, "cdmi_modify_metadata");
    demand(documents.system, {"cdmi_dataobjects"}, abilities);
    demand(container, needed_of_containers, abilities);
    demand(object, needed_of_objects, abilities);
    return abilities;
}

std::optional<plugin::Fault> judge(const Abilities& abilities) {
    if (!abilities.denied.empty()) {
        return plugin::Fault::service(
            fmt::format("the server says that it cannot do what this is about: {} false",
                        fmt::join(abilities.denied, ", ")));
    }
    if (!abilities.unadvertised.empty()) {
        return plugin::Fault::degraded(
            fmt::format("not advertised: {}", fmt::join(abilities.unadvertised, ", ")));
    }
    return std::nullopt;
}

std::string describe(const CapabilityDocuments& documents) {
    return fmt::format("{} capabilities of the server, {} of containers, {} of data objects",
                       size_of(documents.system), size_of(documents.container),
                       size_of(documents.object));
}

}  // namespace fedcloud::cdmi
