// The values of settings, read from the JSON that the control API was sent.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model.hpp"
#include "text.hpp"

namespace fedcloud::testbed {

// All throw std::invalid_argument, with the setting's name, when the value is of another kind.
Seconds read_seconds(const std::string& name, const Json& value);
bool read_flag(const std::string& name, const Json& value);
std::string read_text(const std::string& name, const Json& value);
std::vector<std::string> read_texts(const std::string& name, const Json& value);
std::uint64_t read_count(const std::string& name, const Json& value, std::uint64_t most);

double read_number(const std::string& name, const Json& value, double least, double most);

// A text that is one of those known.
std::string read_choice(const std::string& name, const Json& value,
                        const std::vector<std::string>& known);

// A list of which every item is one of those known.
std::vector<std::string> read_names(const std::string& name, const Json& value,
                                    const std::vector<std::string>& known);

// A status with which a server redirects.
int read_redirect_status(const std::string& name, const Json& value);

void require_object(const Json& changes);

}  // namespace fedcloud::testbed
