// The model of a site that runs rOCCI-server 1.1 (OCCI 1.1 attributes, relative locations).
#include "model.hpp"

namespace fedcloud::testbed {
namespace {

const std::string os_scheme = "http://occi.testbed.example.org/occi/infrastructure/os_tpl#";
const std::string resource_scheme =
    "http://occi.testbed.example.org/occi/infrastructure/resource_tpl#";

Attribute plain(const std::string& name) {
    return {name, "string", false, true, ".*", nullptr};
}

Attribute number(const std::string& name) {
    return {name, "number", false, true, ".*", nullptr};
}

Attribute state(const std::string& name, const std::string& values, const Json& first,
                bool is_mutable) {
    return {name, "string", false, is_mutable, values, first};
}

using Attributes = std::vector<Attribute>;

Attributes entity(Attributes more = {}) {
    Attributes all{{"occi.core.id", "string", true, false,
                    "[a-f0-9]{8}(-[a-f0-9]{4}){3}-[a-f0-9]{12}", nullptr},
                   plain("occi.core.title")};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

Attributes resource(const Attributes& more) {
    Attributes own{plain("occi.core.summary")};
    own.insert(own.end(), more.begin(), more.end());
    return entity(own);
}

Attributes link(const Attributes& more) {
    Attributes own{plain("occi.core.target"),
                   {"occi.core.source", "string", true, true, ".*", nullptr}};
    own.insert(own.end(), more.begin(), more.end());
    return entity(own);
}

Category kind(const std::string& term, const std::string& title, const std::string& parent,
              const std::string& location, const Attributes& attributes,
              const std::vector<std::string>& actions) {
    return {term,       infrastructure_scheme,     CategoryClass::kind,
            title,      core_scheme + parent,      location,
            attributes, action_ids(term, actions), ""};
}

std::vector<Category> core_kinds() {
    return {
        {"entity", core_scheme, CategoryClass::kind, "entity", "", "/entity/", entity(), {}, ""},
        {"resource",
         core_scheme,
         CategoryClass::kind,
         "resource",
         core_scheme + "entity",
         "/resource/",
         resource({}),
         {},
         ""},
        {"link",
         core_scheme,
         CategoryClass::kind,
         "link",
         core_scheme + "entity",
         "/link/",
         link({}),
         {},
         ""},
    };
}

std::vector<Category> infrastructure_kinds() {
    return {
        kind("compute", "compute resource", "resource", "/compute/",
             resource({{"occi.compute.architecture", "string", false, true, "x86|x64", nullptr},
                       number("occi.compute.cores"),
                       plain("occi.compute.hostname"),
                       number("occi.compute.memory"),
                       number("occi.compute.speed"),
                       state("occi.compute.state", "inactive|active|suspended|error", "inactive",
                             false)}),
             {"start", "stop", "restart", "suspend"}),
        kind("storage", "storage resource", "resource", "/storage/",
             resource({number("occi.storage.size"),
                       state("occi.storage.state", "online|offline|backup|snapshot|resize|degraded",
                             "offline", true)}),
             {"online", "offline", "backup", "snapshot", "resize"}),
        kind("network", "network resource", "resource", "/network/",
             resource({number("occi.network.vlan"), plain("occi.network.label"),
                       state("occi.network.state", "active|inactive|error", "inactive", false)}),
             {"up", "down"}),
        kind("networkinterface", "networkinterface link", "link", "/link/networkinterface/",
             link({{"occi.networkinterface.interface", "string", false, false, ".*", nullptr},
                   plain("occi.networkinterface.mac"),
                   state("occi.networkinterface.state", "active|inactive|error", "inactive",
                         false)}),
             {"up", "down"}),
        kind("storagelink", "storage link", "link", "/link/storagelink/",
             link({plain("occi.storagelink.deviceid"), plain("occi.storagelink.mountpoint"),
                   state("occi.storagelink.state", "active|inactive|error", "inactive", false)}),
             {"online", "offline"}),
    };
}

Category mixin(const std::string& term, const std::string& scheme, const std::string& title,
               const Attributes& attributes, const std::string& applies) {
    return {term, scheme, CategoryClass::mixin, title, "", "/mixin/" + term + "/", attributes,
            {},   applies};
}

Category os_template(const std::string& term, const std::string& title, const std::string& appdb) {
    return {term,
            os_scheme,
            CategoryClass::mixin,
            title,
            os_tpl_id,
            "/mixin/os_tpl/" + term + "/",
            {{"eu.egi.fedcloud.appdb.uuid", "string", true, false, ".*", appdb}},
            {},
            compute_id};
}

Category resource_template(const std::string& term, const std::string& title, int cores,
                           int memory) {
    return {term,
            resource_scheme,
            CategoryClass::mixin,
            title,
            resource_tpl_id,
            "/mixin/resource_tpl/" + term + "/",
            {{"occi.compute.architecture", "string", false, true, "x86|x64", "x64"},
             {"occi.compute.cores", "number", false, false, ".*", cores},
             {"occi.compute.speed", "number", false, false, ".*", 1},
             {"occi.compute.memory", "number", false, false, ".*", memory}},
            {},
            compute_id};
}

std::vector<Category> make_mixins() {
    const auto network = infrastructure_scheme + "network";
    const std::string ubuntu = "Image for EGI Ubuntu 16.04 [Ubuntu/16.04/OpenNebula]";
    return {
        mixin("resource_tpl", infrastructure_scheme, "resource template", {}, compute_id),
        mixin("os_tpl", infrastructure_scheme, "operating system template", {}, compute_id),
        mixin("ipnetwork", infrastructure_base + "/network#", "IP network mixin",
              {plain("occi.network.address"), plain("occi.network.gateway"),
               state("occi.network.allocation", "dynamic|static", nullptr, true)},
              network),
        mixin("ipnetworkinterface", infrastructure_base + "/networkinterface#",
              "IP network interface mixin",
              {plain("occi.networkinterface.address"), plain("occi.networkinterface.gateway"),
               state("occi.networkinterface.allocation", "dynamic|static", nullptr, true)},
              network),
        os_template("uuid_egi_cirros_2", "Image for EGI CirrOS [CirrOS/0.3.5/OpenNebula]",
                    "appdb:uuid:41a7b0c2"),
        os_template("uuid_egi_centos_7_11", "Image for EGI CentOS 7 [CentOS/7/OpenNebula]",
                    "appdb:uuid:5e93d107"),
        // Two images of one title: a client that selects by title must notice.
        os_template("uuid_egi_ubuntu_16_04_23", ubuntu, "appdb:uuid:8c20f4aa"),
        os_template("uuid_egi_ubuntu_16_04_24", ubuntu, "appdb:uuid:8c20f4ab"),
        resource_template("large", "Large: 4 cores, 8 GB RAM", 4, 8),
        resource_template("medium", "Medium: 2 cores, 4 GB RAM", 2, 4),
        resource_template("small", "Small: 1 core, 2 GB RAM", 1, 2),
        mixin("user_data", "http://schemas.openstack.org/compute/instance#",
              "User data for contextualization", {plain(user_data_attribute)}, compute_id),
        mixin("public_key", "http://schemas.openstack.org/instance/credentials#",
              "Public key for contextualization",
              {plain(public_key_name_attribute),
               {public_key_attribute, "string", true, true, ".*", nullptr}},
              compute_id),
    };
}

Category action(const std::string& kind_term, const std::string& term, const std::string& verb,
                const std::string& object, const Attributes& attributes = {}) {
    return {term,
            infrastructure_base + "/" + kind_term + "/action#",
            CategoryClass::action,
            verb + " " + object,
            "",
            "",
            attributes,
            {},
            ""};
}

std::vector<Category> make_actions() {
    const auto method = [](const std::string& values, const std::string& first) {
        return Attributes{{"method", "string", false, true, values, first}};
    };
    const std::string object = "compute instance";
    return {
        action("compute", "start", "start", object),
        action("compute", "stop", "stop", object, method("graceful|acpioff|poweroff", "poweroff")),
        action("compute", "restart", "restart", object, method("graceful|warm|cold", "cold")),
        action("compute", "suspend", "suspend", object, method("hibernate|suspend", "suspend")),
        action("storage", "online", "activate", "storage"),
        action("storage", "offline", "deactivate", "storage"),
        action("storage", "backup", "backup", "storage"),
        action("storage", "snapshot", "snapshot", "storage"),
        action("storage", "resize", "resize", "storage",
               {{"size", "number", true, true, ".*", nullptr}}),
        action("network", "up", "activate", "network"),
        action("network", "down", "deactivate", "network"),
        action("networkinterface", "up", "activate", "networkinterface"),
        action("networkinterface", "down", "deactivate", "networkinterface"),
        action("storagelink", "online", "activate", "storagelink"),
        action("storagelink", "offline", "deactivate", "storagelink"),
    };
}

}  // namespace

Model make_rocci_model() {
    auto kinds = core_kinds();
    for (const auto& kind : infrastructure_kinds()) {
        kinds.push_back(kind);
    }
    return {kinds, make_mixins(), make_actions()};
}

}  // namespace fedcloud::testbed
