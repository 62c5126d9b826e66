// The text renderings of ooi 1.2.
#include "ooi_render.hpp"

#include "ooi_instance.hpp"
#include "text.hpp"

namespace fedcloud::testbed::ooi {
namespace {

std::string parameter(const std::string& name, const std::string& value) {
    return value.empty() ? std::string{} : "; " + name + "=\"" + value + "\"";
}

std::string value_text(const Json& value) {
    return value.is_string() ? "\"" + escape(value.get<std::string>()) + "\"" : value.dump();
}

void add_category(HeaderList& items, const Model& model, const std::string& id,
                  const std::string& base_url) {
    if (const auto* category = model.find(id)) {
        items.emplace_back("Category", category_text(*category, base_url));
    }
}

void add_attributes(HeaderList& items, const InstanceAttributes& attributes) {
    for (const auto& [name, value] : attributes) {
        items.emplace_back("X-OCCI-Attribute", name + "=" + value_text(value));
    }
}

void add_action_links(HeaderList& items, const Category& kind, const std::string& url) {
    for (const auto& action : kind.actions) {
        const auto term = action.substr(action.find('#') + 1);
        items.emplace_back("Link", "<" + url + "?action=" + term + ">; rel=\"" + action + "\"");
    }
}

// The <...> of an ooi link is the link's own address; the network is in occi.core.target.
std::string network_link(const Machine& machine, const std::string& base_url) {
    const auto link_id = machine.id + "_" + machine_address;
    const auto url = base_url + "/networklink/" + link_id;
    std::string text =
        "<" + url + ">" + parameter("rel", infrastructure_scheme + "network") +
        parameter("self", url) +
        parameter("category", infrastructure_scheme + "networkinterface " + ip_interface_id);
    for (const auto& [name, value] : interface_attributes()) {
        text += "; " + name + "=" + value_text(value);
    }
    return text + parameter("occi.core.source", base_url + "/compute/" + machine.id) +
           parameter("occi.core.target", base_url + "/network/" + network_id) +
           parameter("occi.core.id", link_id);
}

}  // namespace

std::string category_text(const Category& category, const std::string& base_url) {
    // No escaping: ooi copies a title with double quotes as it is (occi.md 1.1).
    return category.term + parameter("scheme", category.scheme) +
           parameter("class", class_name(category.category_class)) +
           parameter("title", category.title) + parameter("rel", category.parent) +
           parameter("location",
                     category.location.empty() ? std::string{} : base_url + category.location);
}

HeaderList compute_items(const Machine& machine, const Model& model, const std::string& base_url) {
    HeaderList items;
    add_category(items, model, compute_id, base_url);
    add_category(items, model, machine.os_tpl, base_url);
    add_category(items, model, machine.resource_tpl, base_url);
    add_attributes(items, compute_attributes(machine, model));
    add_attributes(items,
                   {{"occi.core.id", machine.id}, {"occi.core.title", shown_title(machine)}});
    add_action_links(items, *model.find(compute_id), base_url + "/compute/" + machine.id);
    items.emplace_back("Link", network_link(machine, base_url));
    return items;
}

HeaderList network_items(const Model& model, const std::string& base_url) {
    HeaderList items;
    const auto kind = infrastructure_scheme + "network";
    add_category(items, model, kind, base_url);
    add_category(items, model, infrastructure_base + "/network#ipnetwork", base_url);
    add_attributes(items, network_attributes());
    add_attributes(items, {{"occi.core.id", network_id}, {"occi.core.title", "private"}});
    add_action_links(items, *model.find(kind), base_url + "/network/" + network_id);
    return items;
}

HeaderList storage_items(const Model& model, const std::string& base_url) {
    HeaderList items;
    const auto kind = infrastructure_scheme + "storage";
    add_category(items, model, kind, base_url);
    add_attributes(items, storage_attributes());
    add_attributes(items, {{"occi.core.id", storage_id}, {"occi.core.title", "sample volume"}});
    add_action_links(items, *model.find(kind), base_url + "/storage/" + storage_id);
    return items;
}

}  // namespace fedcloud::testbed::ooi
