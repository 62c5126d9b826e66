// The JSON that clients send to create and to update.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "cdmi_service.hpp"

namespace fedcloud::testbed::cdmi {

struct ContainerInput {
    std::optional<Json> metadata;
};

struct ObjectInput {
    std::optional<std::string> mimetype;
    std::optional<std::string> encoding;
    std::optional<std::string> value;  // bytes
    std::optional<Json> metadata;
    std::optional<std::string> copy;  // paths
    std::optional<std::string> move;
};

std::variant<ContainerInput, Problem> read_container_input(const Exchange& it);

// `stored` is the transfer encoding where the client names none.
std::variant<ObjectInput, Problem> read_object_input(const Exchange& it, const std::string& stored);

}  // namespace fedcloud::testbed::cdmi
