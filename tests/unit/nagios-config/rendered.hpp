// The files that a target makes of a plan.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "plugin/options.hpp"
#include "target.hpp"

namespace fedcloud::config {

using Files = std::map<std::string, std::string>;  // by path

// With the target's options of a command line. The error is that of the options, or of the plan.
inline Expected<Files, std::string> render_with(Target&& target, const Plan& plan,
                                                std::vector<const char*> words) {
    words.insert(words.begin(), "program");
    const auto parsed =
        plugin::parse_options(target.options(), static_cast<int>(words.size()), words.data());
    if (!parsed) {
        return Unexpected{parsed.error()};
    }
    const auto files = target.render(plan);
    if (!files) {
        return Unexpected{files.error()};
    }
    Files by_path;
    for (const auto& file : *files) {
        EXPECT_TRUE(by_path.emplace(file.path, file.content).second) << file.path;
    }
    return by_path;
}

}  // namespace fedcloud::config
