#include "machine.hpp"

#include <fmt/format.h>

#include <array>

#include "auth/base64.hpp"
#include "occi/template.hpp"
#include "plugin/input_file.hpp"
#include "plugin/text.hpp"

namespace fedcloud::occi_vm {
namespace {

using plugin::Checked;
using plugin::Fault;

// A mixin and the attribute that carries its value. The openstack.org ones come first: every site
// of the federation has them, and ooi 1.2.0 reads other attribute names for OCCI 1.2's than it
// declares, and answers 409 to both at once.
struct ContextMixin {
    std::string_view identifier;
    std::string_view attribute;
};

constexpr std::array<ContextMixin, 2> user_data_mixins{{
    {"http://schemas.openstack.org/compute/instance#user_data", "org.openstack.compute.user_data"},
    {"http://schemas.ogf.org/occi/infrastructure/compute#user_data", "occi.compute.userdata"},
}};
constexpr std::array<ContextMixin, 2> public_key_mixins{{
    {"http://schemas.openstack.org/instance/credentials#public_key",
     "org.openstack.credentials.publickey.data"},
    {"http://schemas.ogf.org/occi/infrastructure/credentials#ssh_key",
     "occi.credentials.ssh.publickey"},
}};

// Of ooi, OCCI-OS and snf-occi; ooi answers 400 to a create without a resource_tpl.
constexpr std::string_view openstack_images = "http://schemas.openstack.org/template/os#";

occi::AttributeValue text(std::string value) {
    return {occi::AttributeValue::Type::string, std::move(value)};
}

void add_context(const occi::Model& model, const std::array<ContextMixin, 2>& mixins,
                 std::string_view what, const std::string& value, Machine& machine) {
    if (value.empty()) {
        return;
    }
    for (const auto& mixin : mixins) {
        if (const auto* category = model.find(mixin.identifier)) {
            machine.entity.categories.push_back(*category);
            machine.entity.attributes.emplace_back(mixin.attribute, text(value));
            return;
        }
    }
    machine.remarks.push_back(
        fmt::format("the site does not advertise a mixin for {}: not handed over", what));
}

Checked<std::string> read_file(const std::string& path, std::string_view option) {
    constexpr std::size_t largest = 64U << 10U;  // what nova takes as user data
    if (path.empty()) {
        return std::string();
    }
    auto content = plugin::read_input_file(path, largest);
    if (!content) {
        return Unexpected{Fault::ours(fmt::format("{}: {}", option, content.error().text))};
    }
    if (content->empty()) {
        return Unexpected{Fault::ours(fmt::format("{}: {} is empty", option, path))};
    }
    return std::move(*content);
}

}  // namespace

Checked<Templates> find_templates(const occi::Model& model, const Options& options) {
    if (options.os_tpl.empty()) {
        return Unexpected{
            Fault::ours("no image: give --os-tpl, or --checks-only to create nothing")};
    }
    if (model.mixins_of(occi::os_tpl_id).empty()) {
        return Unexpected{Fault::service("the site's model offers no os_tpl at all")};
    }
    const auto image = occi::find_template(model, occi::os_tpl_id, options.os_tpl);
    if (!image) {
        return Unexpected{Fault::ours("--os-tpl: " + image.error())};
    }
    Templates templates{**image, {}};
    if (!options.resource_tpl.empty()) {
        const auto size = occi::find_template(model, occi::resource_tpl_id, options.resource_tpl);
        if (!size) {
            return Unexpected{Fault::ours("--resource-tpl: " + size.error())};
        }
        templates.resource_tpl.push_back(**size);
    } else if (templates.os_tpl.scheme == openstack_images) {
        return Unexpected{
            Fault::ours("no size: OpenStack's OCCI servers demand one: give --resource-tpl")};
    }
    return templates;
}

Checked<Context> read_context(const Options& options) {
    auto user_data = read_file(options.user_data_file, "--user-data");
    if (!user_data) {
        return Unexpected{user_data.error()};
    }
    auto public_key = read_file(options.public_key_file, "--public-key");
    if (!public_key) {
        return Unexpected{public_key.error()};
    }
    return Context{std::move(*user_data), public_key->substr(0, public_key->find_first_of("\r\n"))};
}

Machine describe_machine(const occi::Model& model, const Templates& templates,
                         const cleanup::Name& name, const std::string& id, const Context& context) {
    Machine machine;
    occi::Category compute;
    compute.term = "compute";
    compute.scheme = occi::infrastructure_scheme;
    machine.entity.categories = {compute, templates.os_tpl};
    machine.entity.categories.insert(machine.entity.categories.end(),
                                     templates.resource_tpl.begin(), templates.resource_tpl.end());
    machine.entity.attributes = {{"occi.core.id", text(id)},
                                 {"occi.core.title", text(name.title())},
                                 {"occi.compute.hostname", text(name.hostname())}};
    add_context(model, user_data_mixins, "user data", auth::base64(context.user_data), machine);
    add_context(model, public_key_mixins, "a public key", context.public_key, machine);
    return machine;
}

}  // namespace fedcloud::occi_vm
