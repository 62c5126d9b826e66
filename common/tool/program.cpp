#include "tool/program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <new>

#include "plugin/text.hpp"

namespace fedcloud::tool {
namespace {

int fail(Terminal& terminal, const std::string& where, const std::string& why) {
    terminal.tell(fmt::format("{}: {}", where, why));
    return static_cast<int>(Exit::failed);
}

}  // namespace

int conclude(Terminal& terminal, const std::string& where, const Ending& ending) {
    if (!ending) {
        return fail(terminal, where, ending.error());
    }
    return terminal.flush() ? static_cast<int>(*ending)
                            : fail(terminal, where, "the results could not be written");
}

int guard(Terminal& terminal, const std::string& program, const std::function<int()>& run) {
    try {
        return run();
    } catch (const std::bad_alloc&) {
        return fail(terminal, program, "out of memory");
    } catch (const std::exception& error) {
        return fail(terminal, program, "internal error: " + plugin::clean(error.what()));
    }
}

void warn(Terminal& terminal, const std::vector<std::string>& problems) {
    constexpr std::size_t most = 100;
    for (std::size_t i = 0; i < std::min(problems.size(), most); ++i) {
        terminal.tell("warning: " + problems[i]);
    }
    if (problems.size() > most) {
        terminal.tell(fmt::format("warning: and {} more like these", problems.size() - most));
    }
}

}  // namespace fedcloud::tool
