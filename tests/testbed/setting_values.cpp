// The values of settings, read from the JSON that the control API was sent.
#include "setting_values.hpp"

#include <algorithm>
#include <stdexcept>

namespace fedcloud::testbed {

Seconds read_seconds(const std::string& name, const Json& value) {
    constexpr double longest = 1e6;
    if (!value.is_number() || value.get<double>() < 0 || value.get<double>() > longest) {
        throw std::invalid_argument{name + " is not a number of seconds"};
    }
    return Seconds{value.get<double>()};
}

bool read_flag(const std::string& name, const Json& value) {
    if (!value.is_boolean()) {
        throw std::invalid_argument{name + " is not true or false"};
    }
    return value.get<bool>();
}

std::string read_text(const std::string& name, const Json& value) {
    if (!value.is_string()) {
        throw std::invalid_argument{name + " is not a string"};
    }
    return value.get<std::string>();
}

std::vector<std::string> read_texts(const std::string& name, const Json& value) {
    if (!value.is_array()) {
        throw std::invalid_argument{name + " is not a list"};
    }
    std::vector<std::string> texts;
    for (const auto& item : value) {
        texts.push_back(read_text(name, item));
    }
    return texts;
}

std::uint64_t read_count(const std::string& name, const Json& value, std::uint64_t most) {
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > most) {
        throw std::invalid_argument{name + " is not a number from 0 to " + std::to_string(most)};
    }
    return value.get<std::uint64_t>();
}

double read_number(const std::string& name, const Json& value, double least, double most) {
    if (!value.is_number() || !(value.get<double>() >= least && value.get<double>() <= most)) {
        throw std::invalid_argument{name + " is not a number from " +
                                    std::to_string(static_cast<long>(least)) + " to " +
                                    std::to_string(static_cast<long>(most))};
    }
    return value.get<double>();
}

std::string read_choice(const std::string& name, const Json& value,
                        const std::vector<std::string>& known) {
    auto text = read_text(name, value);
    if (std::find(known.begin(), known.end(), text) == known.end()) {
        throw std::invalid_argument{name + " is one of " + join(known, ", ")};
    }
    return text;
}

std::vector<std::string> read_names(const std::string& name, const Json& value,
                                    const std::vector<std::string>& known) {
    auto names = read_texts(name, value);
    for (const auto& item : names) {
        if (std::find(known.begin(), known.end(), item) == known.end()) {
            throw std::invalid_argument{name + " is a list of " + join(known, ", ")};
        }
    }
    return names;
}

int read_redirect_status(const std::string& name, const Json& value) {
    for (const int status : {301, 302, 303, 307, 308}) {
        if (value == status) {
            return status;
        }
    }
    throw std::invalid_argument{name + " is one of 301, 302, 303, 307, 308"};
}

void require_object(const Json& changes) {
    if (!changes.is_object()) {
        throw std::invalid_argument{"the settings are not a JSON object"};
    }
}

}  // namespace fedcloud::testbed
