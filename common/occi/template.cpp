#include "occi/template.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <numeric>
#include <vector>

#include "plugin/text.hpp"

namespace fedcloud::occi {
namespace {

using Mixins = std::vector<const Category*>;

constexpr std::size_t most_candidates = 3;
constexpr std::size_t longest_compared = 128;

// Levenshtein's distance over at most `longest_compared` bytes.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    a = a.substr(0, longest_compared);
    b = b.substr(0, longest_compared);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const auto replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

// A name that contains what was asked for is nearer than any that merely resembles it.
std::size_t distance(const Category& mixin, const std::string& wanted) {
    std::size_t nearest = std::string::npos;
    for (const auto& name : {plugin::lower(mixin.term), plugin::lower(mixin.title)}) {
        if (!name.empty()) {
            nearest = std::min(
                nearest, name.find(wanted) != std::string::npos ? 0 : edit_distance(name, wanted));
        }
    }
    return nearest;
}

std::string name_all(const Mixins& mixins) {
    std::string text;
    for (std::size_t i = 0; i < mixins.size() && i < most_candidates; ++i) {
        text += fmt::format("{}{} ('{}')", i == 0 ? "" : ", ", plugin::clean(mixins[i]->term, 60),
                            plugin::clean(mixins[i]->title, 40));
    }
    return text;
}

std::string describe_missing(Mixins mixins, std::string_view what, std::string_view wanted) {
    const auto lowered = plugin::lower(wanted.substr(0, longest_compared));
    std::vector<std::pair<std::size_t, const Category*>> ranked;
    for (const auto* mixin : mixins) {
        ranked.emplace_back(distance(*mixin, lowered), mixin);
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::transform(ranked.begin(), ranked.end(), mixins.begin(),
                   [](const auto& entry) { return entry.second; });
    return fmt::format("the site offers no {} '{}' among its {}; nearest: {}", what,
                       plugin::clean(wanted, 80), mixins.size(), name_all(mixins));
}

}  // namespace

Expected<const Category*, std::string> find_template(const Model& model, std::string_view parent,
                                                     std::string_view wanted) {
    const auto what = parent.substr(parent.find('#') + 1);
    const auto mixins = model.mixins_of(parent);
    const auto short_form = fmt::format("{}#", what);
    const auto plain = wanted.substr(0, short_form.size()) == short_form
                           ? wanted.substr(short_form.size())
                           : wanted;
    const auto matching = [&](const auto& equal) {
        // The identifier is unique, a term is within its scheme, a title need not be.
        using NameOf = std::string (*)(const Category&);
        constexpr std::array<NameOf, 3> names{[](const Category& c) { return c.id(); },
                                              [](const Category& c) { return c.term; },
                                              [](const Category& c) { return c.title; }};
        for (const auto name : names) {
            Mixins found;
            std::copy_if(mixins.begin(), mixins.end(), std::back_inserter(found),
                         [&](const Category* mixin) { return equal(name(*mixin), plain); });
            if (!found.empty()) {
                return found;
            }
        }
        return Mixins{};
    };
    auto found = matching([](const std::string& a, std::string_view b) { return a == b; });
    if (found.empty()) {
        found = matching(plugin::equal_ignoring_case);
    }
    if (found.size() == 1) {
        return found.front();
    }
    if (found.size() > 1) {
        return Unexpected{
            fmt::format("{} '{}' is the name of {}: {}; give the term or the identifier", what,
                        plugin::clean(wanted, 80), found.size(), name_all(found))};
    }
    return Unexpected{describe_missing(mixins, what, wanted)};
}

}  // namespace fedcloud::occi
