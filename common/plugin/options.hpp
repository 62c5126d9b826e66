// Command line options as a table: one row serves the parser, --help and whatever is generated.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/expected.hpp"
#include "plugin/threshold.hpp"

namespace fedcloud::plugin {

// Takes the text of a value, or says why it cannot.
using OptionSetter = std::function<Expected<void, std::string>(std::string_view)>;

struct Option {
    std::string name;      // long form without dashes: "os-tpl"
    char short_name = 0;   // 0: none
    std::string argument;  // what --help calls the value; empty: a bare flag
    std::string help;
    OptionSetter set;
    std::vector<std::string> old_names{};  // spellings of older probes, one letter or more
    bool positional = false;  // older probes took it without a name: one such option in a table
    std::string group{};      // of several options of one group the last one given stands
};

using OptionTable = std::vector<Option>;
// The long names of options that were given, under whatever name.
using GivenOptions = std::vector<std::string>;

// Setters for the kinds of values that there are.
OptionSetter into(std::string& target);  // refuses an empty value
OptionSetter into(std::optional<Range>& target);
OptionSetter into(std::chrono::seconds& target);  // 1 to 86400
OptionSetter into(std::optional<std::uint16_t>& port);
OptionSetter flag(bool& target);
OptionSetter counter(int& target);
// One word of `words`; the index of the word that was given.
OptionSetter choice(std::vector<std::string> words, std::function<void(std::size_t)> take);

// Any order, `-vvv`, `--name=value`, `-t30`; the last of two values wins, as with the probes that
// these replace. `--name=` is an empty value. No abbreviations: they change meaning when an option is added. The error is one
// line that names the option.
Expected<GivenOptions, std::string> parse_options(const OptionTable& table, int argc,
                                                  const char* const* argv);

// By its long name; nullptr if there is none.
const Option* find_option(const OptionTable& table, std::string_view name);

// The rows of --help, within 80 columns.
std::string describe_options(const OptionTable& table);
// Words in lines of at most 80 columns, the second and later ones indented.
std::string wrap(std::string_view text, std::size_t indent, std::size_t column);

}  // namespace fedcloud::plugin
