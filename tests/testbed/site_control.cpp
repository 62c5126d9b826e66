// One simulated cloud site: what the control API sees of it and does to it.
#include <stdexcept>

#include "site.hpp"

namespace fedcloud::testbed {
namespace {

std::string text_field(const Json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end()) {
        return {};
    }
    if (!found->is_string()) {
        throw std::invalid_argument{std::string{name} + " is not a string"};
    }
    return found->get<std::string>();
}

Json machine_json(const Machine& machine) {
    const auto now = Clock::now();
    Json result = Json::object();
    result["id"] = machine.id;
    result["title"] = machine.title;
    result["hostname"] = machine.hostname;
    result["state"] = to_string(machine.state(now));
    result["os_tpl"] = machine.os_tpl;
    result["resource_tpl"] = machine.resource_tpl;
    result["user_data"] = machine.user_data;
    result["public_key"] = machine.public_key;
    result["age_seconds"] = Seconds{now - machine.created}.count();
    result["deleting"] = machine.deleting;
    return result;
}

std::string name_of(DialectKind dialect) {
    return dialect == DialectKind::rocci ? "rocci" : "ooi";
}

}  // namespace

Json Site::summary() const {
    return {{"name", server_.name()},
            {"dialect", name_of(options_.dialect)},
            {"endpoint", server_.url()},
            {"port", server_.port()}};
}

Json Site::description() {
    return server_.describe(summary(), to_json(settings_.get()));
}

Json Site::machines() {
    Json result = Json::array();
    for (const auto& machine : machines_.all()) {
        result.push_back(machine_json(machine));
    }
    return result;
}

Json Site::add_foreign(const Json& description) {
    if (!description.is_object()) {
        throw std::invalid_argument{"a machine is a JSON object"};
    }
    Machine machine;
    machine.title = text_field(description, "title");
    machine.hostname = text_field(description, "hostname");
    const auto text = text_field(description, "state");
    const auto state = machine_state(text.empty() ? "active" : text);
    if (!state) {
        throw std::invalid_argument{"state is one of building, active, inactive, suspended, error"};
    }
    return machine_json(machines_.add_foreign(machine, *state));
}

}  // namespace fedcloud::testbed
