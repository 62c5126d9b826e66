#include "checker.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "plugin/deadline.hpp"
#include "plugin/file_descriptor.hpp"
#include "plugin/text.hpp"

namespace fedcloud::config {
namespace {

using plugin::Deadline;
using plugin::FileDescriptor;

constexpr std::size_t most_output = 1U << 20U;

// Only what may be called between fork and exec.
[[noreturn]] void become(char* const* arguments, int out) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setpgid(0, 0);
    const int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 ||
        dup2(out, STDERR_FILENO) < 0) {
        _exit(127);
    }
    execv(arguments[0], arguments);
    _exit(127);
}

// Until its end, or the deadline; false: there is something left to come.
bool read_all(int fd, const Deadline& deadline, std::string& output) {
    char buffer[16384];
    while (true) {
        const plugin::Until until{deadline};
        if (plugin::wait_for(fd, POLLIN, until) != plugin::WaitResult::ready) {
            return false;
        }
        const auto count = read(fd, buffer, sizeof buffer);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            return true;
        }
        output.append(buffer, static_cast<std::size_t>(count));
        if (output.size() > 2 * most_output) {
            output.erase(0, output.size() - most_output);
        }
    }
}

// A checker that has closed its output may still be at work.
bool wait_until(pid_t pid, const Deadline& deadline, int& status) {
    while (true) {
        const pid_t ended = waitpid(pid, &status, WNOHANG);
        if (ended == pid) {
            return true;
        }
        if (deadline.expired()) {
            return false;
        }
        plugin::wait({deadline.at_most(std::chrono::milliseconds(2))});
    }
}

CheckerOutcome outcome_of(int status, std::string output) {
    CheckerOutcome outcome;
    outcome.passed = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    outcome.how = WIFEXITED(status) ? fmt::format("ended with status {}", WEXITSTATUS(status))
                                    : fmt::format("was ended by signal {}", WTERMSIG(status));
    outcome.output = std::move(output);
    return outcome;
}

}  // namespace

Expected<CheckerOutcome, std::string> run_checker(const std::vector<std::string>& command,
                                                  std::chrono::seconds timeout) {
    const auto deadline = Deadline::in(timeout);
    std::vector<std::string> words = command;
    std::vector<char*> arguments;
    for (auto& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    int ends[2];
    if (access(command.front().c_str(), X_OK) != 0 || pipe2(ends, O_CLOEXEC) != 0) {
        return Unexpected{fmt::format("cannot run {}: {}", command.front(), strerror(errno))};
    }
    const FileDescriptor from(ends[0]);
    FileDescriptor to(ends[1]);
    const pid_t pid = fork();
    if (pid < 0) {
        return Unexpected{fmt::format("cannot run {}: {}", command.front(), strerror(errno))};
    }
    if (pid == 0) {
        become(arguments.data(), to.fd());
    }
    to = FileDescriptor();
    std::string output;
    int status = 0;
    if (read_all(from.fd(), deadline, output) && wait_until(pid, deadline, status)) {
        return outcome_of(status, std::move(output));
    }
    kill(-pid, SIGKILL);
    kill(pid, SIGKILL);  // before it has a group of its own
    waitpid(pid, &status, 0);
    return CheckerOutcome{
        false, fmt::format("was still at work after {} s and was killed", timeout.count()), output};
}

std::string installed_checker(const std::vector<std::string>& names) {
    const char* const path = std::getenv("PATH");
    const std::string folders =
        fmt::format("{}:/usr/sbin:/usr/local/sbin", path == nullptr ? "/usr/bin" : path);
    for (const auto& name : names) {
        for (std::size_t at = 0; at < folders.size();) {
            const auto end = std::min(folders.find(':', at), folders.size());
            const auto program = folders.substr(at, end - at) + '/' + name;
            // Not from a folder that depends on where we are.
            if (folders[at] == '/' && access(program.c_str(), X_OK) == 0) {
                return program;
            }
            at = end + 1;
        }
    }
    return "";
}

std::string telling_lines(const std::string& output, const std::vector<std::string>& words) {
    constexpr std::size_t most = 20;
    std::vector<std::string_view> telling;
    std::vector<std::string_view> all;
    for (std::string_view rest = output; !rest.empty();) {
        const auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        if (!plugin::trim(line).empty()) {
            all.push_back(line);
        }
    }
    std::copy_if(all.begin(), all.end(), std::back_inserter(telling), [&](auto line) {
        return std::any_of(words.begin(), words.end(), [&](const auto& word) {
            return line.find(word) != std::string_view::npos;
        });
    });
    if (telling.empty()) {
        telling.assign(all.size() > most ? all.end() - most : all.begin(), all.end());
    }
    telling.resize(std::min(telling.size(), most));
    std::string text;
    for (const auto line : telling) {
        text += "\n  " + plugin::clean(line, 400);
    }
    return text;
}

}  // namespace fedcloud::config
