// Runs a command, which must end with STATUS, and prints its peak resident set in KiB and the
// seconds of CPU that it took: `peak STATUS COMMAND ARGUMENT...`.
//
// Small on purpose: what a child has in memory before its exec counts as its own.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv) {
    const pid_t child = argc > 2 ? fork() : -1;
    if (child == 0) {
        dup2(STDERR_FILENO, STDOUT_FILENO);
        execv(argv[2], argv + 2);
        _exit(127);
    }
    int status = 0;
    rusage usage{};
    if (child < 0 || wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) ||
        WEXITSTATUS(status) != std::atoi(argv[1])) {
        std::fprintf(stderr, "peak: the command could not be run, or ended otherwise\n");
        return 1;
    }
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    std::printf("%ld %.3f\n", usage.ru_maxrss, seconds(usage.ru_utime) + seconds(usage.ru_stime));
    return 0;
}
