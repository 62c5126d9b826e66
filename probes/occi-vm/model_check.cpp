#include "model_check.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace fedcloud::occi_vm {
namespace {

using plugin::State;

std::string core(std::string_view term) {
    return std::string(occi::core_scheme).append(term);
}
std::string infrastructure(std::string_view term) {
    return std::string(occi::infrastructure_scheme).append(term);
}

Finding demand(const occi::Model& model, std::string name, const std::vector<std::string>& ids) {
    std::string missing;
    for (const auto& id : ids) {
        if (model.find(id) == nullptr) {
            missing += (missing.empty() ? "" : ", ") + id;
        }
    }
    if (missing.empty()) {
        return {State::ok, std::move(name), fmt::format("all {} are there", ids.size())};
    }
    return {State::critical, std::move(name), "the model lacks " + missing};
}

Finding check_kinds(const occi::Model& model) {
    return demand(model, "basic-kinds",
                  {core("entity"), core("resource"), core("link"), infrastructure("compute"),
                   infrastructure("storage"), infrastructure("network"),
                   infrastructure("storagelink"), infrastructure("networkinterface")});
}

Finding check_mixins(const occi::Model& model) {
    auto finding = demand(model, "basic-mixins",
                          {std::string(occi::os_tpl_id), std::string(occi::resource_tpl_id)});
    if (finding.state == State::ok) {
        const auto images = model.mixins_of(occi::os_tpl_id).size();
        const auto sizes = model.mixins_of(occi::resource_tpl_id).size();
        finding.text = fmt::format("{} os_tpl, {} resource_tpl", images, sizes);
        if (images == 0 || sizes == 0) {
            finding.state = State::critical;
            finding.text = "the site offers " + finding.text;
        }
    }
    return finding;
}

Finding check_context(const occi::Model& model) {
    // The two that the sites of the federation agreed on; OCCI 1.2's own are seen as well.
    return demand(model, "context-mixins",
                  {"http://schemas.openstack.org/compute/instance#user_data",
                   "http://schemas.openstack.org/instance/credentials#public_key"});
}

}  // namespace

std::vector<Finding> check_model(const occi::Model& model, const Options& options) {
    std::vector<Finding> findings;
    if (options.check_basic_kinds) {
        findings.push_back(check_kinds(model));
    }
    if (options.check_basic_mixins) {
        findings.push_back(check_mixins(model));
    }
    if (options.check_context_mixins) {
        findings.push_back(check_context(model));
    }
    return findings;
}

std::string describe(const occi::Model& model) {
    const auto kinds = std::count_if(
        model.categories.begin(), model.categories.end(),
        [](const auto& category) { return category.category_class == occi::CategoryClass::kind; });
    return fmt::format("{} kinds, {} os_tpl, {} resource_tpl", kinds,
                       model.mixins_of(occi::os_tpl_id).size(),
                       model.mixins_of(occi::resource_tpl_id).size());
}

}  // namespace fedcloud::occi_vm
