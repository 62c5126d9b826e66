#include "config_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <sstream>
#include <vector>

#include "plugin/input_file.hpp"
#include "plugin/text.hpp"

namespace fedcloud::profiles {
namespace {

namespace po = boost::program_options;
using plugin::clean;

using Lines = std::vector<std::pair<std::string, std::string>>;  // "pull.gocdb" and its value

Expected<Lines, std::string> read_lines(const std::string& text) {
    Lines lines;
    try {
        std::istringstream stream(text);
        constexpr bool others_too = true;
        const auto parsed = po::parse_config_file(stream, po::options_description(), others_too);
        for (const auto& option : parsed.options) {
            lines.emplace_back(option.string_key, option.value.empty() ? "" : option.value.front());
        }
    } catch (const po::error& error) {
        return Unexpected{clean(error.what())};
    }
    return lines;
}

Expected<void, std::string> apply_value(const plugin::Option& option, const std::string& value) {
    if (!option.argument.empty()) {
        return option.set(value);
    }
    if (value == "true") {
        return option.set("");
    }
    return value == "false"
               ? Expected<void, std::string>()
               : Unexpected{fmt::format("'{}' is neither true nor false", clean(value, 80))};
}

// What nobody reads, a misspelt [pul] for one.
std::vector<std::string> find_unread(const ConfigSection& config, const Lines& lines) {
    std::vector<std::string> warnings;
    for (const auto& [key, value] : lines) {
        const auto dot = key.find('.');
        const auto section = key.substr(0, dot == std::string::npos ? 0 : dot);
        if (section == config.section) {
            continue;
        }
        auto text =
            section.empty()
                ? fmt::format("{}: '{}' stands before any section, such as [{}]: it has no effect",
                              config.path, clean(key, 80), config.section)
                : fmt::format("{}: the section [{}] has no effect here: [{}] is read", config.path,
                              clean(section, 80), config.section);
        if (std::find(warnings.begin(), warnings.end(), text) == warnings.end()) {
            warnings.push_back(std::move(text));
        }
        constexpr std::size_t most = 10;
        if (warnings.size() == most) {
            break;
        }
    }
    return warnings;
}

}  // namespace

Expected<std::vector<std::string>, std::string> apply_config(const ConfigSection& config,
                                                             const plugin::OptionTable& table,
                                                             const plugin::GivenOptions& given) {
    constexpr std::size_t largest = 1U << 20U;
    const auto text = plugin::read_input_file(config.path, largest);
    if (!text && text.error().missing && !config.must_exist) {
        return std::vector<std::string>();
    }
    if (!text) {
        return Unexpected{"--config: " + text.error().text};
    }
    const auto lines = read_lines(*text);
    if (!lines) {
        return Unexpected{fmt::format("{}: {}", config.path, lines.error())};
    }
    const auto prefix = config.section + '.';
    for (const auto& [key, value] : *lines) {
        if (key.compare(0, prefix.size(), prefix) != 0) {
            continue;
        }
        const auto name = key.substr(prefix.size());
        const auto option = std::find_if(table.begin(), table.end(),
                                         [&](const auto& each) { return each.name == name; });
        if (option == table.end()) {
            return Unexpected{fmt::format("{}: [{}] knows no option '{}'", config.path,
                                          config.section, clean(name, 80))};
        }
        if (std::find(given.begin(), given.end(), name) != given.end()) {
            continue;
        }
        if (auto applied = apply_value(*option, value); !applied) {
            return Unexpected{
                fmt::format("{}: [{}] {}: {}", config.path, config.section, name, applied.error())};
        }
    }
    return find_unread(config, *lines);
}

}  // namespace fedcloud::profiles
