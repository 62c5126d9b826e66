#include "plugin/option_filler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace fedcloud::plugin {

OptionFiller::OptionFiller(const OptionTable& table, GivenOptions by_hand)
    : table_(table), by_hand_(std::move(by_hand)) {}

bool OptionFiller::contains(const GivenOptions& names, const Option& option) const {
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        if (name == option.name) {
            return true;
        }
        const auto* const other = option.group.empty() ? nullptr : find_option(table_, name);
        return other != nullptr && other->group == option.group;
    });
}

bool OptionFiller::has(std::string_view name) const {
    return find_option(table_, name) != nullptr;
}

bool OptionFiller::is_set(std::string_view name) const {
    const auto* const option = find_option(table_, name);
    return option != nullptr && (contains(by_hand_, *option) || contains(filled_, *option));
}

Checked<void> OptionFiller::fill(const FilledOption& given) {
    const auto* const option = find_option(table_, given.name);
    const auto refuse = [&](std::string_view why) {
        return Unexpected{Fault::ours(fmt::format("{}: --{}: {}", given.from, given.name, why))};
    };
    if (option == nullptr) {
        return refuse("this program has no such option");
    }
    if (option->argument.empty() && given.value) {
        return refuse("it is a bare flag: true or false");
    }
    if (!option->argument.empty() && !given.value) {
        return refuse("it needs a value");
    }
    if (contains(by_hand_, *option)) {
        return {};
    }
    if (const auto set = option->set(given.value.value_or("")); !set) {
        return refuse(set.error());
    }
    filled_.push_back(option->name);
    return {};
}

}  // namespace fedcloud::plugin
