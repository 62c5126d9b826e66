#include "plugin/options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options.hpp>

#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::plugin {
namespace {

namespace po = boost::program_options;

po::options_description describe_for_boost(const OptionTable& table) {
    po::options_description description;
    const auto add = [&](const std::string& names, bool has_value) {
        if (has_value) {
            description.add_options()(names.c_str(), po::value<std::string>(), "");
        } else {
            description.add_options()(names.c_str(), "");
        }
    };
    for (const auto& option : table) {
        const bool has_value = !option.argument.empty();
        add(option.short_name != 0 ? option.name + ',' + option.short_name : option.name,
            has_value);
        for (const auto& old : option.old_names) {
            // Boost wants a long name for every short one; nobody can type this one.
            add(old.size() == 1 ? "\x01" + option.name + old + ',' + old : old, has_value);
        }
    }
    return description;
}

const Option* find(const OptionTable& table, const std::string& key) {
    for (const auto& option : table) {
        if (option.name == key) {
            return &option;
        }
        for (const auto& old : option.old_names) {
            if (key == old || key == "\x01" + option.name + old) {
                return &option;
            }
        }
    }
    return nullptr;
}

std::string spelling(const Option& option) {
    return option.short_name != 0 ? fmt::format("-{}/--{}", option.short_name, option.name)
                                  : "--" + option.name;
}

// `--name=`: an empty value, which Boost takes for a missing one.
std::vector<po::option> take_empty_value(std::vector<std::string>& words) {
    const auto& word = words.front();
    constexpr std::string_view dashes = "--";
    if (word.rfind(dashes, 0) != 0 || word.find('=') != word.size() - 1 ||
        word.size() == dashes.size() + 1) {
        return {};
    }
    po::option option;
    option.string_key = word.substr(dashes.size(), word.size() - dashes.size() - 1);
    option.value.emplace_back();
    option.original_tokens.push_back(word);
    words.erase(words.begin());
    return {option};
}

// The option that was set.
Expected<const Option*, std::string> apply(const OptionTable& table, const po::option& given) {
    const Option* option = nullptr;
    if (given.position_key >= 0 || given.string_key.empty()) {
        const auto& word = given.value.empty() ? given.string_key : given.value.front();
        const auto positional = std::find_if(table.begin(), table.end(),
                                             [](const Option& each) { return each.positional; });
        if (given.position_key > 0 || positional == table.end()) {
            return Unexpected{fmt::format("unexpected argument '{}'", clean(word, 80))};
        }
        option = &*positional;
    } else {
        option = find(table, given.string_key);
    }
    if (option == nullptr) {
        return Unexpected{fmt::format("unknown option '{}'", clean(given.string_key, 80))};
    }
    const auto done = option->set(given.value.empty() ? "" : given.value.front());
    if (!done) {
        return Unexpected{fmt::format("{}: {}", spelling(*option), done.error())};
    }
    return option;
}

}  // namespace

const Option* find_option(const OptionTable& table, std::string_view name) {
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const Option& option) { return option.name == name; });
    return found == table.end() ? nullptr : &*found;
}

OptionSetter into(std::string& target) {
    return [&target](std::string_view value) -> Expected<void, std::string> {
        if (value.empty()) {
            return Unexpected{std::string("the value is empty")};
        }
        target = value;
        return {};
    };
}

OptionSetter into(std::optional<Range>& target) {
    return [&target](std::string_view value) -> Expected<void, std::string> {
        auto range = Range::parse(value);
        if (!range) {
            return Unexpected{clean(range.error())};
        }
        target = *range;
        return {};
    };
}

OptionSetter into(std::chrono::seconds& target) {
    return [&target](std::string_view value) -> Expected<void, std::string> {
        constexpr int longest = 86400;
        const auto number = parse_integer<int>(value);
        if (!number || *number < 1 || *number > longest) {
            return Unexpected{fmt::format("'{}' is not a whole number of seconds from 1 to {}",
                                          clean(value, 80), longest)};
        }
        target = std::chrono::seconds(*number);
        return {};
    };
}

OptionSetter into(std::optional<std::uint16_t>& port) {
    return [&port](std::string_view value) -> Expected<void, std::string> {
        const auto number = parse_integer<std::uint16_t>(value);
        if (!number || *number == 0) {
            return Unexpected{
                fmt::format("'{}' is not a port number from 1 to 65535", clean(value, 80))};
        }
        port = *number;
        return {};
    };
}

OptionSetter flag(bool& target) {
    return [&target](std::string_view) -> Expected<void, std::string> {
        target = true;
        return {};
    };
}

OptionSetter counter(int& target) {
    return [&target](std::string_view) -> Expected<void, std::string> {
        ++target;
        return {};
    };
}

OptionSetter choice(std::vector<std::string> words, std::function<void(std::size_t)> take) {
    return [words = std::move(words),
            take = std::move(take)](std::string_view value) -> Expected<void, std::string> {
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (equal_ignoring_case(words[i], value)) {
                take(i);
                return {};
            }
        }
        return Unexpected{
            fmt::format("'{}' is none of {}", clean(value, 80), fmt::join(words, ", "))};
    };
}

Expected<GivenOptions, std::string> parse_options(const OptionTable& table, int argc,
                                                  const char* const* argv) {
    using namespace po::command_line_style;
    constexpr int style = unix_style & ~allow_guessing;
    const auto description = describe_for_boost(table);
    GivenOptions names;
    try {
        const auto parsed = po::command_line_parser(argc, argv)
                                .options(description)
                                .style(style)
                                .extra_style_parser(take_empty_value)
                                .run();
        for (const auto& given : parsed.options) {
            const auto applied = apply(table, given);
            if (!applied) {
                return Unexpected{applied.error()};
            }
            names.push_back((*applied)->name);
        }
    } catch (const po::unknown_option& error) {
        return Unexpected{fmt::format("unknown option '{}'", clean(error.get_option_name(), 80))};
    } catch (const po::invalid_command_line_syntax& error) {
        const auto name = clean(error.get_option_name(), 80);
        return Unexpected{error.kind() == po::invalid_command_line_syntax::extra_parameter
                              ? fmt::format("option '{}' takes no value", name)
                              : fmt::format("option '{}' needs a value", name)};
    } catch (const po::error& error) {
        return Unexpected{clean(error.what())};
    }
    return names;
}

}  // namespace fedcloud::plugin
