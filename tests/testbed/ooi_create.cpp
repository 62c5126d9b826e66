// How ooi 1.2 makes a nova server of what a client said, and what it refuses.
#include "ooi_create.hpp"

#include "text.hpp"

namespace fedcloud::testbed::ooi {
namespace {

const std::string os_scheme = "http://schemas.openstack.org/template/os#";
const std::string resource_scheme = "http://schemas.openstack.org/template/resource#";

// The OCCI 1.2 mixins, and the attributes that ooi 1.2.0 reads for them: not the ones that it
// declares and that the specification has (occi.md 3.2).
const std::string user_data_12_id = infrastructure_base + "/compute#user_data";
const std::string user_data_12_attribute = "occi.compute.user_data";
const std::string ssh_key_12_id = infrastructure_base + "/credentials#ssh_key";
const std::string ssh_key_12_attribute = "occi.credentials.ssh_key";

std::optional<Problem> read_templates(const OcciInput& input, const Model& model,
                                      Machine& machine) {
    for (const auto& id : input.categories) {
        if (id.starts_with(os_scheme)) {
            machine.os_tpl = id;
        } else if (id.starts_with(resource_scheme)) {
            machine.resource_tpl = id;
        } else if (model.find(id) == nullptr) {
            return Problem{400, "Unexpected extra OCCI types: '" + id + "'."};
        }
    }
    if (machine.os_tpl.empty() || machine.resource_tpl.empty()) {
        const auto& missing = machine.os_tpl.empty() ? os_scheme : resource_scheme;
        return Problem{400, "Missing OCCI types: '" + missing + "'."};
    }
    if (model.find(machine.os_tpl) == nullptr) {
        return Problem{400, "Invalid imageRef provided."};
    }
    if (model.find(machine.resource_tpl) == nullptr) {
        return Problem{400, "Invalid flavorRef provided."};
    }
    return std::nullopt;
}

std::optional<Problem> read_context(const OcciInput& input, Machine& machine) {
    const auto read = [&](const std::string& mixin, const std::string& attribute) {
        return input.has_category(mixin) ? input.attribute(attribute).value_or("") : std::string{};
    };
    if ((input.has_category(user_data_id) && input.has_category(user_data_12_id)) ||
        (input.has_category(public_key_id) && input.has_category(ssh_key_12_id))) {
        return Problem{409, "Conflicting contextualization mixins."};
    }
    machine.user_data =
        read(user_data_id, user_data_attribute) + read(user_data_12_id, user_data_12_attribute);
    machine.public_key =
        read(public_key_id, public_key_attribute) + read(ssh_key_12_id, ssh_key_12_attribute);
    // nova checks the user data, OCCI does not.
    if (!machine.user_data.empty() && !is_base64(machine.user_data)) {
        return Problem{400, "Userdata content cannot be decoded"};
    }
    return std::nullopt;
}

}  // namespace

std::optional<Problem> read_machine(const OcciInput& input, const Model& model, Machine& machine) {
    if (auto problem = read_templates(input, model, machine)) {
        return problem;
    }
    for (const auto& link : input.links) {
        // occi.md 2.4: the short form of a link, without its target, is refused.
        if (link.find("occi.core.target") == std::string::npos) {
            return Problem{400, "Unable to parse link"};
        }
    }
    machine.title = input.attribute("occi.core.title").value_or("");
    machine.hostname = input.attribute("occi.compute.hostname").value_or("");
    return read_context(input, machine);
}

}  // namespace fedcloud::testbed::ooi
