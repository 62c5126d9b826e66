// fedcloud-testbed: a simulated federation on loopback, for the tests of the probes.
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "control.hpp"
#include "federation.hpp"
#include "file_descriptor.hpp"
#include "options.hpp"
#include "pki.hpp"

namespace {

using namespace fedcloud::testbed;

// The signals that end the program, as a descriptor; they interrupt no thread.
FileDescriptor take_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
        sigaddset(&signals, signal);
    }
    sigprocmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return FileDescriptor{::signalfd(-1, &signals, SFD_CLOEXEC)};
}

// False at the end of standard input; what comes over it is of no interest.
bool discard_input() {
    char buffer[4096];
    return ::read(STDIN_FILENO, buffer, sizeof buffer) > 0;
}

void wait_for_the_end(const FileDescriptor& signals, Seconds lifetime) {
    const auto end = Clock::now() + std::chrono::duration_cast<Clock::duration>(lifetime);
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
        if (left.count() <= 0) {
            return;
        }
        pollfd watched[] = {{STDIN_FILENO, POLLIN, 0}, {signals.get(), POLLIN, 0}};
        ::poll(watched, 2, static_cast<int>(left.count()));
        if (watched[1].revents != 0 || (watched[0].revents != 0 && !discard_input())) {
            return;
        }
    }
}

template <typename One>
Json summaries(const std::vector<std::unique_ptr<One>>& participants) {
    Json list = Json::array();
    for (const auto& one : participants) {
        list.push_back(one->summary());
    }
    return list;
}

void announce(const Control& control, const Pki& pki, const Federation& federation) {
    const Json line = {{"pid", ::getpid()},
                       {"control", "http://127.0.0.1:" + std::to_string(control.port())},
                       {"pki", pki.folder().string()},
                       {"sites", summaries(federation.sites)},
                       {"keystones", summaries(federation.keystones)},
                       {"issuers", summaries(federation.issuers)},
                       {"peruns", summaries(federation.peruns)},
                       {"apels", summaries(federation.apels)},
                       {"appdbs", summaries(federation.appdbs)},
                       {"gocdbs", summaries(federation.gocdbs)},
                       {"bdiis", summaries(federation.bdiis)},
                       {"cdmis", summaries(federation.cdmis)}};
    std::cout << line.dump() << std::endl;
}

template <typename One>
bool shows_good_certificate(const std::vector<One>& participants) {
    return std::any_of(participants.begin(), participants.end(),
                       [](const One& one) { return one.server.tls == ServerCertificate::good; });
}

void run(const Options& options, const FileDescriptor& signals) {
    const bool good_tls =
        shows_good_certificate(options.sites) || shows_good_certificate(options.keystones) ||
        shows_good_certificate(options.issuers) || shows_good_certificate(options.peruns) ||
        shows_good_certificate(options.apels) || shows_good_certificate(options.appdbs) ||
        shows_good_certificate(options.cdmis) || shows_good_certificate(options.gocdbs);
    const Pki pki{options.pki, options.foreign_pki, good_tls ? KeyKind::rsa_2048 : KeyKind::ec_p256,
                  options.appdbs.empty() ? Endorsers::none : Endorsers::all};
    auto federation = make_federation(options, pki);
    const Control control{federation};
    announce(control, pki, federation);
    wait_for_the_end(signals, options.lifetime);
}

}  // namespace

int main(int count, char** values) {
    const auto parent = ::getppid();
    try {
        const auto options = parse_options({values + 1, values + count});
        if (options.help) {
            std::cout << usage();
            return 0;
        }
        const auto signals = take_signals();
        // If the parent went before this call, no signal will come.
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (::getppid() == parent) {
            run(options, signals);
        }
        return 0;
    } catch (const std::invalid_argument& error) {
        std::cerr << "fedcloud-testbed: " << error.what() << '\n' << usage();
        return 2;
    } catch (const std::exception& error) {
        std::cerr << "fedcloud-testbed: " << error.what() << '\n';
        return 1;
    }
}
