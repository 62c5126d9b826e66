#include "process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace fedcloud::test {
namespace {

using Clock = std::chrono::steady_clock;

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> list;
    for (auto& word : words) {
        list.push_back(word.data());
    }
    list.push_back(nullptr);
    return list;
}

void apply(const Limits& limits) {
    if (limits.no_file_growth) {
        const rlimit none{0, 0};
        setrlimit(RLIMIT_FSIZE, &none);
    }
    if (limits.stdout_to_full) {
        dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO);
    }
    if (limits.stderr_to_full) {
        dup2(open("/dev/full", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
    }
    if (limits.close_stdout || limits.close_all) {
        close(STDOUT_FILENO);
    }
    if (limits.close_all) {
        close(STDIN_FILENO);
        close(STDERR_FILENO);
    }
}

// False at the end.
bool drain(int fd, std::string& text) {
    std::array<char, 16384> buffer{};
    const auto count = read(fd, buffer.data(), buffer.size());
    if (count > 0) {
        text.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return count > 0;
}

}  // namespace

Process::Process(const Arguments& command, const Environment& environment, const Limits& limits)
    : start_(Clock::now()) {
    std::array<int, 2> out{};
    std::array<int, 2> err{};
    if (pipe2(out.data(), O_CLOEXEC) != 0 || pipe2(err.data(), O_CLOEXEC) != 0) {
        throw std::runtime_error("no pipe");
    }
    Arguments words = command;
    // Without a home and a proxy of whoever runs the tests; of a name that comes twice, the first
    // counts.
    Environment settings = environment;
    for (const auto* setting : {"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C",
                                "HOME=/nonexistent", "X509_USER_PROXY=/nonexistent/proxy",
                                "ASAN_OPTIONS=detect_leaks=1:abort_on_error=0:exitcode=99"}) {
        settings.emplace_back(setting);
    }
    auto argv = pointers(words);
    auto envp = pointers(settings);
    pid_ = fork();
    if (pid_ == 0) {
        dup2(out[1], STDOUT_FILENO);
        dup2(err[1], STDERR_FILENO);
        apply(limits);
        execve(argv[0], argv.data(), envp.data());
        _exit(127);
    }
    close(out[1]);
    close(err[1]);
    out_ = out[0];
    err_ = err[0];
}

Process::~Process() {
    if (pid_ > 0) {
        kill(pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
    }
    for (const int fd : {out_, err_}) {
        if (fd >= 0) {
            close(fd);
        }
    }
}

void Process::signal(int number) const {
    kill(pid_, number);
}

Outcome Process::wait(std::chrono::seconds limit) {
    Outcome outcome;
    std::array<pollfd, 2> fds{pollfd{out_, POLLIN, 0}, pollfd{err_, POLLIN, 0}};
    const auto end = start_ + limit;
    while (fds[0].fd >= 0 || fds[1].fd >= 0) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
        if (left <= 0) {
            kill(pid_, SIGKILL);
            outcome.err += "(killed by the test: it took longer than its limit)";
            break;
        }
        poll(fds.data(), fds.size(), static_cast<int>(left));
        if (fds[0].revents != 0 && !drain(out_, outcome.out)) {
            fds[0].fd = -1;
        }
        if (fds[1].revents != 0 && !drain(err_, outcome.err)) {
            fds[1].fd = -1;
        }
    }
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    outcome.time = Clock::now() - start_;
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return outcome;
}

Outcome run(const Arguments& command, const Environment& environment, const Limits& limits) {
    return Process(command, environment, limits).wait();
}

TemporaryFolder::TemporaryFolder() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "fedcloud-test-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) {
        throw std::runtime_error("no temporary folder");
    }
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

void write_file(const std::string& path, const std::string& content, mode_t mode) {
    std::ofstream(path, std::ios::binary) << content;
    chmod(path.c_str(), mode);
}

std::string content_of(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> list_folder(const std::string& path) {
    std::vector<std::string> names;
    std::error_code missing;
    for (const auto& entry : std::filesystem::directory_iterator(path, missing)) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace fedcloud::test
