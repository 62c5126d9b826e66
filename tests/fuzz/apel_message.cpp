// Accounting records as a site sends them.
#include <algorithm>

#include "fuzz.hpp"
#include "message.hpp"
#include "plugin/text.hpp"

namespace fedcloud::fuzz {
namespace {

void examine_findings(const std::vector<apel::Finding>& findings, std::size_t lines) {
    for (const auto& finding : findings) {
        require(finding.line >= 1 && finding.line <= lines + 1, "a finding is of a line");
        require_readable(finding.text);
    }
    require(findings.size() <= 10'000, "the findings that are kept are bounded");
}

}  // namespace

void examine(std::string_view input) {
    const apel::MessageQuestion question{
        "NORTH", std::chrono::system_clock::time_point(std::chrono::seconds(1'795'262'400))};
    const auto report = apel::check_message(input, question);
    const auto lines = static_cast<std::size_t>(std::count(input.begin(), input.end(), '\n')) + 1;
    examine_findings(report.errors, lines);
    examine_findings(report.warnings, lines);
    std::size_t marks = 0;  // they end a record wherever they stand
    for (auto at = input.find("%%"); at != std::string_view::npos; at = input.find("%%", at + 2)) {
        ++marks;
    }
    require(report.records <= marks + 1, "a record ends at its mark");
    require(!report.version.empty() || !report.errors.empty(), "without a header it is refused");
    require(report.records > 0 || !report.errors.empty(), "without a record it is refused");
}

}  // namespace fedcloud::fuzz
