// The model of a site that runs ooi 1.2 over OpenStack (OCCI 1.2 attributes, images by UUID).
#include "model.hpp"

namespace fedcloud::testbed {
namespace {

const std::string os_scheme = "http://schemas.openstack.org/template/os#";
const std::string resource_scheme = "http://schemas.openstack.org/template/resource#";
const std::string pool_scheme = "http://schemas.openstack.org/network#";

using Attributes = std::vector<Attribute>;

Attribute text(const std::string& name, bool is_mutable = true, bool required = false) {
    return {name, "string", required, is_mutable, "", nullptr};
}

Attribute number(const std::string& name, bool is_mutable = true, bool required = false) {
    return {name, "number", required, is_mutable, "", nullptr};
}

Attributes with(Attributes own, const Attributes& inherited) {
    own.insert(own.end(), inherited.begin(), inherited.end());
    return own;
}

Attributes entity() {
    return {text("occi.core.id", false), text("occi.core.title")};
}

Attributes resource(const Attributes& own) {
    return with(with(own, {text("occi.core.summary")}), entity());
}

Attributes link(const Attributes& own) {
    return with(
        with(own, {text("occi.core.source", true, true), text("occi.core.target", true, true)}),
        entity());
}

Attributes with_state(const std::string& kind, const Attributes& own) {
    return with(own, {text("occi." + kind + ".state", false),
                      text("occi." + kind + ".state.message", false)});
}

Category core_kind(const std::string& term, const std::string& parent,
                   const Attributes& attributes) {
    return {term, core_scheme, CategoryClass::kind, term, parent, "/" + term + "/", attributes,
            {},   ""};
}

Category kind(const std::string& term, const std::string& title, const std::string& parent,
              const std::string& location, const Attributes& attributes,
              const std::vector<std::string>& actions) {
    return {term,
            infrastructure_scheme,
            CategoryClass::kind,
            title,
            parent,
            location,
            attributes,
            action_ids(term, actions),
            ""};
}

std::vector<Category> make_kinds() {
    const auto resource_id = core_scheme + "resource";
    const auto link_id = core_scheme + "link";
    const Attributes network =
        with_state("network", {text("occi.network.vlan"), text("occi.network.label")});
    return {
        core_kind("entity", "", entity()),
        core_kind("resource", core_scheme + "entity", resource({})),
        core_kind("link", "", link({})),
        kind("compute", "compute resource", resource_id, "/compute/",
             resource(with_state("compute",
                                 {text("occi.compute.architecture"), number("occi.compute.cores"),
                                  text("occi.compute.hostname"), number("occi.compute.share"),
                                  number("occi.compute.memory")})),
             {"start", "stop", "restart", "suspend", "save"}),
        kind("storage", "storage resource", resource_id, "/storage/",
             resource(with_state("storage", {number("occi.storage.size", true, true)})),
             {"online", "offline", "backup", "snapshot", "resize"}),
        kind("storagelink", "storage link resource", link_id, "/storagelink/",
             link(with_state("storagelink", {text("occi.storagelink.deviceid"),
                                             text("occi.storagelink.mountpoint")})),
             {}),
        kind("network", "network resource", resource_id, "/network/", resource(network),
             {"up", "down"}),
        kind("networkinterface", "network link resource", link_id, "/networklink/",
             link(with_state("networkinterface", {text("occi.networkinterface.interface", false),
                                                  text("occi.networkinterface.mac")})),
             {}),
        kind("ipreservation", "IPReservation", infrastructure_scheme + "network", "/ipreservation/",
             resource(with({text("occi.ipreservation.address"),
                            {"occi.ipreservation.used", "boolean", false, false, "", nullptr},
                            text("occi.ipreservation.state", false)},
                           network)),
             {}),
    };
}

Category mixin(const std::string& term, const std::string& scheme, const std::string& title,
               const std::string& location, const Attributes& attributes,
               const std::string& applies) {
    return {term, scheme, CategoryClass::mixin, title, "", location, attributes, {}, applies};
}

// ooi copies the name of a nova image without escaping the double quotes in it.
Category image(const std::string& term, const std::string& name) {
    return {term,
            os_scheme,
            CategoryClass::mixin,
            "Image for " + name,
            os_tpl_id,
            "/os_tpl/" + term,
            {},
            {},
            compute_id};
}

Category flavour(const std::string& term, const std::string& name, int cores, int memory,
                 int disk) {
    const auto fixed = [](const std::string& attribute, int value) {
        return Attribute{attribute, "number", false, false, "", value};
    };
    return {term,
            resource_scheme,
            CategoryClass::mixin,
            "Flavor: " + name,
            resource_tpl_id,
            "/resource_tpl/" + term,
            {fixed("occi.compute.cores", cores), fixed("occi.compute.memory", memory),
             fixed("org.openstack.flavor.disk", disk), fixed("org.openstack.flavor.ephemeral", 0),
             fixed("org.openstack.flavor.swap", 0), text("org.openstack.flavor.name", false)},
            {},
            compute_id};
}

std::vector<Category> make_templates() {
    return {
        flavour("1", "tb1.tiny", 1, 512, 1),
        flavour("2", "tb1.small", 1, 2048, 20),
        flavour("7d1f52a6-90c3-4e0b-b1c5-2f6a4d8e9b03", "tb1.medium", 2, 4096, 40),
        image("2b9e5c14-6f70-4d2a-8c3b-5a1e7f904d01", "EGI CirrOS [CirrOS/0.3.5/KVM]"),
        image("2b9e5c14-6f70-4d2a-8c3b-5a1e7f904d02", "the \"ops\" VO; small, quick, 1.0"),
        // Two images of one title: a client that selects by title must notice.
        image("2b9e5c14-6f70-4d2a-8c3b-5a1e7f904d03", "EGI Ubuntu 16.04 [Ubuntu/16.04/KVM]"),
        image("2b9e5c14-6f70-4d2a-8c3b-5a1e7f904d04", "EGI Ubuntu 16.04 [Ubuntu/16.04/KVM]"),
    };
}

std::vector<Category> standard_mixins() {
    const auto interface_id = infrastructure_scheme + "networkinterface";
    return {
        mixin("ipnetwork", infrastructure_base + "/network#", "IP Networking Mixin", "/ipnetwork/",
              {text("occi.network.address"), text("occi.network.gateway"),
               text("occi.network.allocation")},
              infrastructure_scheme + "network"),
        mixin("ipnetworkinterface", infrastructure_base + "/networkinterface#",
              "IP Network interface Mixin", "/ipnetworkinterface/",
              {text("occi.networkinterface.address"), text("occi.networkinterface.gateway"),
               text("occi.networkinterface.allocation")},
              interface_id),
        mixin("os_tpl", infrastructure_scheme, "OCCI OS Template", "/os_tpl/", {}, compute_id),
        mixin("resource_tpl", infrastructure_scheme, "OCCI Resource Template", "/resource_tpl/", {},
              compute_id),
    };
}

std::vector<Category> openstack_mixins() {
    const auto interface_id = infrastructure_scheme + "networkinterface";
    return {
        mixin("user_data", "http://schemas.openstack.org/compute/instance#",
              "Contextualization extension - user_data", "/openstack_user_data/",
              {text(user_data_attribute, false, true)}, ""),
        mixin("public_key", "http://schemas.openstack.org/instance/credentials#",
              "Contextualization extension - public_key", "/openstack_public_key/",
              {text(public_key_name_attribute, false), text(public_key_attribute, false, true)},
              ""),
        // ooi 1.2.0 declares these two attributes, one misspelt, and reads others (see ooi.cpp).
        mixin("user_data", infrastructure_base + "/compute#", "Contextualization mixin",
              "/user_data/", {text("occi.compute.userdata", true, true)}, compute_id),
        mixin("ssh_key", infrastructure_base + "/credentials#", "Credentials mixin", "/ssh_key/",
              {text("occi.crendentials.ssh.publickey", true, true)}, compute_id),
        {"public",
         pool_scheme.substr(0, pool_scheme.size() - 1) + "/floatingippool#",
         CategoryClass::mixin,
         "public",
         pool_scheme + "floatingippool",
         "/floatingippool/public",
         {},
         {},
         interface_id},
        mixin("floatingippool", pool_scheme, "Floating IP pool base mixin", "/floatingippool/", {},
              interface_id),
    };
}

std::vector<Category> make_mixins() {
    std::vector<Category> mixins;
    for (const auto& part : {standard_mixins(), make_templates(), openstack_mixins()}) {
        mixins.insert(mixins.end(), part.begin(), part.end());
    }
    return mixins;
}

std::vector<Category> make_actions() {
    std::vector<Category> actions;
    for (const auto& kind : make_kinds()) {
        for (const auto& id : kind.actions) {
            const auto hash = id.find('#');
            actions.push_back({id.substr(hash + 1),
                               id.substr(0, hash + 1),
                               CategoryClass::action,
                               id.substr(hash + 1) + " " + kind.term + " instance",
                               "",
                               "",
                               {},
                               {},
                               ""});
        }
    }
    return actions;
}

}  // namespace

Model make_ooi_model() {
    return {make_kinds(), make_mixins(), make_actions()};
}

}  // namespace fedcloud::testbed
