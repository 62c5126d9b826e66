#include "inventory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "glue2.hpp"
#include "plugin/text.hpp"

namespace fedcloud::cloud_bdii {

using plugin::State;

namespace {

std::string plural(std::size_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace

std::string Inventory::to_string() const {
    return fmt::format("{}, {}, {}, {}", plural(services, "service"), plural(endpoints, "endpoint"),
                       plural(images, "image"), plural(templates, "template"));
}

Inventory take_inventory(const Entries& entries) {
    Inventory inventory;
    inventory.entries = entries.size();
    for (const auto& entry : entries) {
        switch (role_of(entry)) {
            case Role::service:
                ++inventory.services;
                inventory.compute_services += is_compute_service(entry) ? 1U : 0U;
                break;
            case Role::endpoint:
                ++inventory.endpoints;
                break;
            case Role::image:
                ++inventory.images;
                break;
            case Role::template_:
                ++inventory.templates;
                break;
            case Role::other:
                break;
        }
        inventory.glue21 += is_glue21(entry) ? 1U : 0U;
    }
    return inventory;
}

Findings check_minimum(const Inventory& inventory, const Minimum& minimum) {
    struct Row {
        std::size_t count;
        int least;
        std::string_view noun;
    };
    const std::array rows{Row{inventory.services, minimum.services, "service"},
                          Row{inventory.endpoints, minimum.endpoints, "endpoint"},
                          Row{inventory.images, minimum.images.value_or(0), "image"},
                          Row{inventory.templates, minimum.templates, "template"}};
    Findings found;
    for (const auto& row : rows) {
        if (row.count < static_cast<std::size_t>(row.least)) {
            found.push_back({State::critical, fmt::format("{}s", row.noun),
                             fmt::format("{} published, at least {} wanted",
                                         plural(row.count, row.noun), row.least)});
        }
    }
    if (!minimum.images && inventory.images == 0 && inventory.compute_services > 0) {
        found.push_back({State::warning, "images",
                         "a compute service without any image: no machine can be started"});
    }
    return found;
}

Findings check_owner(const Entries& entries, const std::string& site, bool is_only_proof) {
    constexpr auto* key = "GLUE2ServiceAdminDomainForeignKey";
    const bool ours = std::any_of(entries.begin(), entries.end(), [&](const ldap::Entry& entry) {
        const auto& owners = entry.values(key);
        return std::find(owners.begin(), owners.end(), site) != owners.end();
    });
    const auto state = is_only_proof && !ours ? State::critical : State::warning;
    Tally others;
    for (const auto& entry : entries) {
        for (const auto& owner : entry.values(key)) {
            if (owner != site) {
                others.add(state,
                           fmt::format("service of the site '{}', not of '{}'",
                                       plugin::clean(owner, 60), plugin::clean(site, 60)),
                           entry);
            }
        }
    }
    if (others.empty() && is_only_proof && !ours && !entries.empty()) {
        return {{State::warning, "owner",
                 fmt::format("nothing says that this is the information of '{}': no service has {}",
                             plugin::clean(site, 60), key)}};
    }
    return others.findings("owner");
}

}  // namespace fedcloud::cloud_bdii
