// One call of the testbed's control interface.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace fedcloud::test {

// Throws if the answer is not a success; JSON null if it has no body.
nlohmann::json control_call(const std::string& base, const std::string& method,
                            const std::string& path, const nlohmann::json& body);

}  // namespace fedcloud::test
