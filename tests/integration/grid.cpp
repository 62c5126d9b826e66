#include "grid.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace fedcloud::test {
namespace {

std::string script(const std::string& name) {
    return std::string(INTEGRATION_SCRIPTS) + '/' + name;
}

Arguments with_state(Arguments words, const std::string& state) {
    words.front() = script(words.front());
    std::replace(words.begin(), words.end(), std::string("STATE"), state);
    return words;
}

}  // namespace

GridPki::GridPki() : folder_(parent_ / "pki") {
    const char* made_before = std::getenv("FEDCLOUD_GRID_PKI");
    if (made_before != nullptr &&
        access((std::string(made_before) + "/host.pem").c_str(), R_OK) == 0) {
        folder_ = made_before;
        return;
    }
    // A server that has laid down its rights reads the trust folder, too.
    if (run({"/bin/chmod", "755", parent_.path()}).status != 0) {
        throw std::runtime_error("no chmod");
    }
    const auto made = run({script("grid_pki.sh"), folder_});
    if (made.status == 77) {
        skipped_ = made.err;
    } else if (made.status != 0) {
        throw std::runtime_error("grid_pki.sh: " + made.out + made.err);
    }
}

const GridPki& GridPki::instance() {
    static const GridPki pki;
    return pki;
}

RealServer::RealServer(Arguments words) : server_(with_state(std::move(words), state_.path())) {}

std::string RealServer::log(const std::string& which) const {
    std::ifstream file(server_.announcement().at(which).get<std::string>());
    if (!file) {
        throw std::runtime_error("no such log: " + which);
    }
    return {std::istreambuf_iterator<char>(file), {}};
}

Environment with_leaks_of_others(Environment more) {
    more.push_back("ASAN_OPTIONS=detect_leaks=1:exitcode=99:fast_unwind_on_malloc=0");
    more.push_back("LSAN_OPTIONS=print_suppressions=0:suppressions=" +
                   script("leaks_of_others.supp"));
    return more;
}

Arguments GridProbe::command(const Arguments& more) const {
    Arguments words{CHECK_OCCI_VM,
                    "-e",
                    endpoint_,
                    "--ca-path",
                    pki_ / "certificates",
                    "--vomsdir",
                    pki_ / "vomsdir",
                    "--checks-only",
                    "--state-dir",
                    state_.path(),
                    "-t",
                    "20"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

Outcome GridProbe::run(const std::string& credential, const Arguments& more) const {
    Arguments words{"-x", pki_ / credential, "--vo", "ops"};
    words.insert(words.end(), more.begin(), more.end());
    return run_bare(words);
}

Outcome GridProbe::run_bare(const Arguments& more) const {
    return test::run(command(more), with_leaks_of_others());
}

}  // namespace fedcloud::test
