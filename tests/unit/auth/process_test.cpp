// What is in our memory stays there.
#include "auth/process.hpp"

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

#include "auth/credential.hpp"

namespace fedcloud::auth {
namespace {

// In a process of its own, since it cannot be taken back everywhere; its exit status.
int status_of(const std::function<int()>& action) {
    const pid_t pid = fork();
    if (pid == 0) {
        _exit(action());
    }
    int status = 0;
    EXPECT_EQ(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int permit_dumps() {
    prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
    return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0);
}

int dumpable() {
    return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0);
}

int core_limit() {
    rlimit limit{};
    getrlimit(RLIMIT_CORE, &limit);
    return limit.rlim_cur == 0 && limit.rlim_max == 0 ? 0 : 1;
}

TEST(CoreDumps, AreForbidden) {
    EXPECT_EQ(status_of([] { return permit_dumps(); }), 1) << "the test cannot tell otherwise";
    EXPECT_EQ(status_of([] {
                  permit_dumps();
                  forbid_core_dumps();
                  return dumpable();
              }),
              0);
    EXPECT_EQ(status_of([] {
                  forbid_core_dumps();
                  return core_limit();
              }),
              0);
}

TEST(CoreDumps, StayForbiddenWhenItIsDoneTwice) {
    EXPECT_EQ(status_of([] {
                  permit_dumps();
                  forbid_core_dumps();
                  forbid_core_dumps();
                  return dumpable() + core_limit();
              }),
              0);
}

// Before a secret is read, and also when nothing comes of it.
TEST(CoreDumps, AreForbiddenByTheSearchForACredential) {
    EXPECT_EQ(status_of([] {
                  permit_dumps();
                  LoginOptions options;
                  options.method = Method::basic;
                  const auto found = find_credential(options, {}, WallClock::now());
                  return found ? 100 : dumpable();
              }),
              0);
}

}  // namespace
}  // namespace fedcloud::auth
