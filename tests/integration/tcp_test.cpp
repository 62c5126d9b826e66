// The ...-TCP probes as a scheduler runs them.
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <string>

#include "process.hpp"

namespace fedcloud::test {
namespace {

// A port of this host, listening or at least taken.
class Port {
  public:
    explicit Port(bool listening, int family = AF_INET)
        : fd_(socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in6 six{};
        six.sin6_family = AF_INET6;
        six.sin6_addr = in6addr_loopback;
        sockaddr_in four{};
        four.sin_family = AF_INET;
        four.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const bool is_six = family == AF_INET6;
        auto* address =
            is_six ? reinterpret_cast<sockaddr*>(&six) : reinterpret_cast<sockaddr*>(&four);
        socklen_t size = is_six ? sizeof six : sizeof four;
        usable_ = bind(fd_, address, size) == 0 && (!listening || listen(fd_, 8) == 0);
        getsockname(fd_, address, &size);
        number_ = ntohs(is_six ? six.sin6_port : four.sin_port);
    }
    ~Port() { close(fd_); }
    Port(const Port&) = delete;
    Port& operator=(const Port&) = delete;

    bool usable() const { return usable_; }
    std::string text() const { return std::to_string(number_); }

  private:
    int fd_;
    bool usable_ = false;
    int number_ = 0;
};

struct Probe {
    std::string name;
    std::string program;
    std::string label;

    friend void PrintTo(const Probe& shown, std::ostream* out) { *out << shown.name; }
};

class Tcp : public testing::TestWithParam<Probe> {
  protected:
    std::string program() const { return GetParam().program; }
};

INSTANTIATE_TEST_SUITE_P(Probes, Tcp,
                         testing::Values(Probe{"occi", CHECK_OCCI_TCP, "OCCI-TCP"},
                                         Probe{"cdmi", CHECK_CDMI_TCP, "CDMI-TCP"},
                                         Probe{"broker", CHECK_BROKER_TCP, "Broker-TCP"}),
                         [](const auto& shown) { return shown.param.name; });

TEST_P(Tcp, Answers) {
    const Port port(true);
    const auto outcome = run({program(), "-H", "127.0.0.1", "-p", port.text(), "-t", "10"});
    EXPECT_EQ(outcome.status, 0) << outcome.out;
    EXPECT_EQ(outcome.out.rfind(GetParam().label + " OK - 127.0.0.1 port " + port.text(), 0), 0U)
        << outcome.out;
    EXPECT_NE(outcome.out.find(" | time="), std::string::npos) << outcome.out;
    EXPECT_EQ(outcome.err, "");
}

TEST_P(Tcp, EndpointWithPort) {
    const Port port(true);
    EXPECT_EQ(
        run({program(), "-e", "https://localhost:" + port.text() + "/occi1.1?image=x"}).status, 0);
    // Given by hand wins.
    EXPECT_EQ(
        run({program(), "-e", "https://nosuch.invalid:1/", "-H", "127.0.0.1", "-p", port.text()})
            .status,
        0);
}

TEST_P(Tcp, DefaultPortOfTheScheme) {
    const auto outcome = run({program(), "-e", "https://127.0.0.1/", "-t", "5"});
    EXPECT_NE(outcome.out.find("127.0.0.1:443"), std::string::npos) << outcome.out;
}

TEST_P(Tcp, Refused) {
    const Port port(false);
    const auto outcome = run({program(), "-H", "127.0.0.1", "-p", port.text()});
    EXPECT_EQ(outcome.status, 2);
    EXPECT_NE(outcome.out.find("refused"), std::string::npos) << outcome.out;
}

TEST_P(Tcp, IPv6) {
    const Port port(true, AF_INET6);
    if (!port.usable()) {
        GTEST_SKIP() << "no IPv6 loopback on this host";
    }
    EXPECT_EQ(run({program(), "-H", "::1", "-p", port.text()}).status, 0);
    EXPECT_EQ(run({program(), "-6", "-e", "http://[::1]:" + port.text() + "/"}).status, 0);
    const auto outcome = run({program(), "-4", "-H", "::1", "-p", port.text()});
    EXPECT_EQ(outcome.status, 3);
    EXPECT_NE(outcome.out.find("not an IPv4 address"), std::string::npos) << outcome.out;
}

TEST_P(Tcp, NoSuchName) {
    const auto outcome = run({program(), "-H", "nosuch.invalid", "-p", "1", "-t", "5"});
    // A host without any resolver cannot tell, and says that it is its own fault.
    const bool known = outcome.out.find("no such name") != std::string::npos;
    EXPECT_EQ(outcome.status, known ? 2 : 3) << outcome.out;
    EXPECT_NE(outcome.out.find("nosuch.invalid"), std::string::npos) << outcome.out;
}

// A listening socket whose queue is full answers nothing to a further SYN.
TEST_P(Tcp, TimesOut) {
    const int full = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ASSERT_EQ(bind(full, reinterpret_cast<sockaddr*>(&address), size), 0);
    ASSERT_EQ(listen(full, 0), 0);
    getsockname(full, reinterpret_cast<sockaddr*>(&address), &size);
    std::vector<int> queue;
    for (int i = 0; i < 4; ++i) {
        queue.push_back(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
        (void)connect(queue.back(), reinterpret_cast<sockaddr*>(&address), size);
    }
    const auto port = std::to_string(ntohs(address.sin_port));
    const auto outcome = run({program(), "-H", "127.0.0.1", "-p", port, "-t", "4"});
    EXPECT_EQ(outcome.status, 2) << outcome.out;
    EXPECT_NE(outcome.out.find("timed out"), std::string::npos) << outcome.out;
    EXPECT_LT(outcome.time.count(), 4.0);
    EXPECT_EQ(
        run({program(), "-H", "127.0.0.1", "-p", port, "-t", "1", "--timeout-state", "unknown"})
            .status,
        3);
    for (const int fd : queue) {
        close(fd);
    }
    close(full);
}

// A service type with a usual port has it as the default; an OCCI endpoint can be anywhere.
TEST_P(Tcp, PortWhereNoneIsGiven) {
    const auto outcome = run({program(), "-H", "127.0.0.1", "-t", "5"});
    if (GetParam().name == "occi") {
        EXPECT_EQ(outcome.status, 3);
        EXPECT_NE(outcome.out.find("no port: give -p PORT"), std::string::npos) << outcome.out;
    } else {
        EXPECT_NE(outcome.status, 3);
        EXPECT_NE(outcome.out.find("127.0.0.1"), std::string::npos) << outcome.out;
        EXPECT_NE(outcome.out.find("443"), std::string::npos) << outcome.out;
    }
    // A URL without a port of its own is no reason to guess one.
    EXPECT_EQ(run({program(), "-e", "amqp://127.0.0.1/"}).status, 3);
}

// Brokers as GOCDB has them: COMPSs, VMDIRAC and SlipStream are web services at some path.
TEST_P(Tcp, UrlsOfServicesAsRegistered) {
    const Port port(true);
    for (const auto* path : {"/pmes/services/PMES", "/DIRAC/", "", "/?image=x&amp;resource=y"}) {
        const auto url = "https://localhost:" + port.text() + path;
        EXPECT_EQ(run({program(), "-e", url, "-t", "5"}).status, 0) << url;
    }
}

TEST_P(Tcp, LinksNeitherCurlNorOpenssl) {
    const auto outcome = run({"/usr/bin/ldd", program()});
    for (const auto* library : {"libcurl", "libssl", "libcrypto"}) {
        EXPECT_EQ(outcome.out.find(library), std::string::npos) << outcome.out;
    }
}

}  // namespace
}  // namespace fedcloud::test
