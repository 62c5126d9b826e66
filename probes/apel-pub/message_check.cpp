#include "message_check.hpp"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

#include "message.hpp"
#include "plugin/file_descriptor.hpp"
#include "plugin/text.hpp"

namespace fedcloud::apel {
namespace {

using plugin::Checked;
using plugin::Fault;

// A message of SSM is a thousand records at most.
constexpr std::size_t largest = 8U << 20U;

// Standard input may be a terminal or a pipe that nobody writes to.
Checked<std::string> read_all(int file, const std::string& name, const plugin::Until& until) {
    std::string content;
    std::array<char, 16384> buffer{};
    for (;;) {
        const auto waited = plugin::wait_for(file, POLLIN, until);
        if (waited == plugin::WaitResult::interrupted) {
            return Unexpected{Fault::by_signal()};
        }
        if (waited == plugin::WaitResult::timed_out) {
            return Unexpected{Fault::ours(name + ": nothing came in time")};
        }
        const auto count = read(file, buffer.data(), buffer.size());
        if (count < 0 && errno != EINTR && errno != EAGAIN) {
            return Unexpected{Fault::ours(fmt::format("{}: {}", name, strerror(errno)))};
        }
        if (count == 0) {
            return content;
        }
        content.append(buffer.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
        if (content.size() > largest) {
            return Unexpected{Fault::ours(name + " is larger than 8 MiB: is it a message?")};
        }
    }
}

Checked<std::string> read_message(const std::string& path, const plugin::Until& until) {
    if (path == "-") {
        return read_all(STDIN_FILENO, "standard input", until);
    }
    const auto name = "--message " + path;
    const plugin::FileDescriptor file(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    struct stat status {};
    if (file.fd() < 0 || fstat(file.fd(), &status) != 0) {
        return Unexpected{Fault::ours(fmt::format("{}: {}", name, strerror(errno)))};
    }
    if (!S_ISREG(status.st_mode)) {
        return Unexpected{Fault::ours(name + " is not a regular file")};
    }
    return read_all(file.fd(), name, until);
}

std::string in_words(const Finding& finding) {
    return fmt::format("line {}: {}{}", finding.line,
                       finding.field.empty() ? "" : finding.field + " ", finding.text);
}

// All but the first, which stands on the first line, one line each.
void note_findings(const std::vector<Finding>& findings, std::size_t from, std::string_view what,
                   plugin::Run& run) {
    constexpr std::size_t most = 30;
    for (std::size_t i = from; i < findings.size() && i < from + most; ++i) {
        run.note(fmt::format("{}: {}", what, in_words(findings[i])));
    }
    if (findings.size() > from + most) {
        run.note(fmt::format("and {} more of the kind {}", findings.size() - from - most, what));
    }
}

std::string count_of(const MessageReport& report) {
    return fmt::format("{} record{}", report.records, report.records == 1 ? "" : "s");
}

Checked<void> conclude(const MessageReport& report) {
    const auto rest = [&](std::size_t count) {
        return count > 1
                   ? fmt::format(" (and {}{} more)", count - 1, report.is_cut_short ? " or" : "")
                   : "";
    };
    if (!report.errors.empty()) {
        return Unexpected{
            Fault::service(in_words(report.errors.front()) + rest(report.errors.size()))};
    }
    if (!report.warnings.empty()) {
        return Unexpected{
            Fault::degraded(in_words(report.warnings.front()) + rest(report.warnings.size()))};
    }
    return {};
}

}  // namespace

void check_message_file(const Options& options, plugin::Run& run) {
    MessageReport report;
    const auto done = run.step("message", [&]() -> Checked<void> {
        const auto message = read_message(options.message_file, run.work());
        if (!message) {
            return Unexpected{message.error()};
        }
        MessageQuestion question;
        question.site = options.publish_name.empty() ? options.site : options.publish_name;
        question.now = std::chrono::system_clock::now();
        report = check_message(*message, question);
        return conclude(report);
    });
    if (!done && report.errors.empty() && report.warnings.empty()) {
        return;  // it could not be read
    }
    const bool has_errors = !report.errors.empty();
    note_findings(report.errors, 1, "error", run);
    note_findings(report.warnings, has_errors ? 0 : 1, "warning", run);
    run.add(plugin::Perfdata::count("records", static_cast<double>(report.records)));
    run.add(plugin::Perfdata::count("errors", static_cast<double>(report.errors.size())));
    run.add(plugin::Perfdata::count("warnings", static_cast<double>(report.warnings.size())));
    if (done) {
        run.succeed(fmt::format("{} of APEL cloud message {}, fit to be sent", count_of(report),
                                plugin::clean(report.version, 20)));
    }
}

}  // namespace fedcloud::apel
