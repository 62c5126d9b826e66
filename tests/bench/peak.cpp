// Runs a command and prints its peak resident set in KiB: `peak COMMAND ARGUMENT...`.
//
// Small on purpose: what a child has in memory before its exec counts as its own.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cstdio>

int main(int argc, char** argv) {
    const pid_t child = argc > 1 ? fork() : -1;
    if (child == 0) {
        dup2(STDERR_FILENO, STDOUT_FILENO);
        execv(argv[1], argv + 1);
        _exit(127);
    }
    int status = 0;
    rusage usage{};
    if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0) {
        std::fprintf(stderr, "peak: the command could not be run, or failed\n");
        return 1;
    }
    std::printf("%ld\n", usage.ru_maxrss);
    return 0;
}
