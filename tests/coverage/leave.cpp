// _exit and execv for programs whose lines are counted: what leaves by them would lose the counts.
// Linked with --wrap=_exit and --wrap=execv; gcc does so for execv itself, but not with -std=c++20.

extern "C" {

void __gcov_dump();
void __gcov_reset();
[[noreturn]] void __real__exit(int status);
int __real_execv(const char* path, char* const* argv);

[[noreturn]] void __wrap__exit(int status) {
    __gcov_dump();
    __real__exit(status);
}

int __wrap_execv(const char* path, char* const* argv) {
    __gcov_dump();
    const int result = __real_execv(path, argv);
    __gcov_reset();  // what was written is not to be written again
    return result;
}
}
