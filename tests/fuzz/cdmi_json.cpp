// CDMI's JSON: containers, data objects, capabilities.
#include "abilities.hpp"
#include "fuzz.hpp"
#include "messages.hpp"
#include "plugin/text.hpp"

namespace fedcloud::fuzz {
namespace {

void examine_thing(const cdmi::Thing& thing) {
    require(thing.name.empty() || thing.name == "/" || !thing.name.ends_with('/'),
            "a name has no slash at its end");
    for (const auto& deviation : thing.deviations) {
        require(!deviation.empty(), "a deviation says something");
    }
}

void examine_object(const cdmi::DataObject& object) {
    examine_thing(object);
    const auto bytes = cdmi::decode_value(object);
    require(!bytes || object.value, "bytes come from a value");
    require(!cdmi::describe_value(object).empty(), "a value is told in words");
    if (!bytes) {
        return;
    }
    const auto text =
        cdmi::render_object({object.mimetype, *bytes, object.metadata, cdmi::Encoding::base64});
    const auto again = cdmi::parse_object(text);
    require_described(again);
    require(again.has_value(), "a request's body is a data object");
    require(cdmi::decode_value(*again) == bytes, "bytes are sent as they are");
}

}  // namespace

void examine(std::string_view input) {
    const auto container = cdmi::parse_container(input);
    require_described(container);
    if (container) {
        examine_thing(*container);
    }
    const auto object = cdmi::parse_object(input);
    require_described(object);
    if (object) {
        examine_object(*object);
    }
    auto capabilities = cdmi::parse_capabilities(input);
    require_described(capabilities);
    if (capabilities) {
        examine_thing(*capabilities);
        for (const auto& [name, value] : capabilities->values) {
            require(capabilities->find(name) != nullptr, "a capability is found by its name");
        }
        const cdmi::CapabilityDocuments documents{*capabilities, *capabilities, *capabilities};
        require(!cdmi::describe(documents).empty(), "capabilities are told in words");
        const auto fault = cdmi::judge(cdmi::read_abilities(documents));
        require(!fault || !fault->text.empty(), "a fault says something");
    }
}

}  // namespace fedcloud::fuzz
