// Perun's answers: a status, an error, a page of what stands before it.
#include "answer.hpp"
#include "fuzz.hpp"
#include "plugin/text.hpp"
#include "verdict.hpp"

namespace fedcloud::fuzz {

void examine(std::string_view input) {
    const auto answer = perun::read_answer(input);
    for (const int status : {200, 400, 500}) {
        const perun::Question question{
            "https://perun.example.org/",
            status,
            {},
            std::chrono::system_clock::time_point(std::chrono::seconds(1'795'262'400))};
        const auto verdict = perun::judge(answer, question);
        if (verdict.fault) {
            require_readable(plugin::clean(verdict.fault->text, 4096));
        } else {
            require(!verdict.text.empty(), "a verdict says something");
            require(std::holds_alternative<perun::Status>(answer), "only a status is well");
        }
        require(!verdict.lag || *verdict.lag >= 0, "nobody is ahead of the last message");
    }
    if (const auto* status = std::get_if<perun::Status>(&answer)) {
        require(status->understood > 0 || !status->unreadable.empty() || status->perun.empty(),
                "a version was understood");
    }
}

}  // namespace fedcloud::fuzz
