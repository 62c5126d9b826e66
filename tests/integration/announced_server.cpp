#include "announced_server.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace fedcloud::test {
namespace {

constexpr int cannot_run_here = 77;

std::string read_line(int fd) {
    std::string line;
    char c = 0;
    while (read(fd, &c, 1) == 1 && c != '\n') {
        line += c;
    }
    return line;
}

std::string content_of(int fd) {
    std::string text(4096, '\0');
    const auto count = pread(fd, text.data(), text.size(), 0);
    text.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return text;
}

}  // namespace

void AnnouncedServer::start(const Arguments& command, int error_file) {
    std::array<int, 2> input{};
    std::array<int, 2> output{};
    if (pipe2(input.data(), O_CLOEXEC) != 0 || pipe2(output.data(), O_CLOEXEC) != 0) {
        throw std::runtime_error("no pipe");
    }
    Arguments words = command;
    std::vector<char*> argv;
    for (auto& word : words) {
        argv.push_back(word.data());
    }
    argv.push_back(nullptr);
    pid_ = fork();
    if (pid_ == 0) {
        dup2(input[0], STDIN_FILENO);
        dup2(output[1], STDOUT_FILENO);
        dup2(error_file, STDERR_FILENO);
        execv(argv[0], argv.data());
        _exit(127);
    }
    close(input[0]);
    close(output[1]);
    input_ = input[1];
    output_ = output[0];
}

AnnouncedServer::AnnouncedServer(const Arguments& command) {
    const int errors = memfd_create("standard-error", MFD_CLOEXEC);
    start(command, errors);
    const auto line = read_line(output_);
    announcement_ = Json::parse(line, nullptr, false);
    if (!announcement_.is_object()) {
        const int status = stop();
        const auto said = content_of(errors);
        close(errors);
        if (!WIFEXITED(status) || WEXITSTATUS(status) != cannot_run_here) {
            throw std::runtime_error(command.front() + " did not start: " + line + said);
        }
        skipped_ = said.empty() ? "no reason given" : said;
        return;
    }
    close(errors);
}

int AnnouncedServer::stop() {
    close(input_);
    kill(pid_, SIGTERM);
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    close(output_);
    return status;
}

AnnouncedServer::~AnnouncedServer() {
    if (pid_ > 0) {
        stop();
    }
}

}  // namespace fedcloud::test
