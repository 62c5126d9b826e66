#include "testbed.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "control_client.hpp"

namespace fedcloud::test {

struct Testbed::State {
    pid_t pid = -1;
    int input = -1;
    int output = -1;
    Json description;
};

namespace {

std::string read_line(int fd) {
    std::string line;
    char c = 0;
    while (read(fd, &c, 1) == 1 && c != '\n') {
        line += c;
    }
    return line;
}

}  // namespace

Testbed::Testbed(const std::vector<std::string>& sites) : state_(std::make_unique<State>()) {
    std::array<int, 2> input{};
    std::array<int, 2> output{};
    if (pipe2(input.data(), O_CLOEXEC) != 0 || pipe2(output.data(), O_CLOEXEC) != 0) {
        throw std::runtime_error("no pipe");
    }
    std::vector<std::string> words{FEDCLOUD_TESTBED, "--lifetime", "280"};
    for (const auto& site : sites) {
        words.insert(words.end(), {"--site", site});
    }
    std::vector<char*> argv;
    for (auto& word : words) {
        argv.push_back(word.data());
    }
    argv.push_back(nullptr);
    state_->pid = fork();
    if (state_->pid == 0) {
        dup2(input[0], STDIN_FILENO);
        dup2(output[1], STDOUT_FILENO);
        execv(argv[0], argv.data());
        _exit(127);
    }
    close(input[0]);
    close(output[1]);
    state_->input = input[1];
    state_->output = output[0];
    const auto line = read_line(output[0]);
    state_->description = Json::parse(line, nullptr, false);
    if (!state_->description.is_object()) {
        throw std::runtime_error("the testbed did not start: " + line);
    }
}

Testbed::~Testbed() {
    close(state_->input);
    kill(state_->pid, SIGTERM);
    waitpid(state_->pid, nullptr, 0);
    close(state_->output);
}

std::string Testbed::endpoint(const std::string& site) const {
    for (const auto& entry : state_->description.at("sites")) {
        if (entry.at("name") == site) {
            return entry.at("endpoint");
        }
    }
    throw std::runtime_error("no such site: " + site);
}

int Testbed::port(const std::string& site) const {
    for (const auto& entry : state_->description.at("sites")) {
        if (entry.at("name") == site) {
            return entry.at("port");
        }
    }
    throw std::runtime_error("no such site: " + site);
}

std::string Testbed::pki(const std::string& name) const {
    return state_->description.at("pki").get<std::string>() + '/' + name;
}

Json Testbed::call(const std::string& method, const std::string& path, const Json& body) const {
    return control_call(state_->description.at("control"), method, path, body);
}

Json Testbed::machines(const std::string& site) const {
    return call("GET", "/sites/" + site + "/machines", {});
}

Json Testbed::add_machine(const std::string& site, const Json& machine) const {
    return call("POST", "/sites/" + site + "/machines", machine);
}

Json Testbed::requests(const std::string& site) const {
    return call("GET", "/sites/" + site + "/requests", {});
}

Json Testbed::counters(const std::string& site) const {
    return call("GET", "/sites/" + site, {}).at("counters");
}

void Testbed::settings(const std::string& site, const Json& settings) const {
    call("PUT", "/sites/" + site + "/settings", settings);
}

void Testbed::fault(const std::string& site, const Json& fault) const {
    call("POST", "/sites/" + site + "/faults", fault);
}

void Testbed::clear_faults(const std::string& site) const {
    call("DELETE", "/sites/" + site + "/faults", {});
}

void Testbed::reset_requests(const std::string& site) const {
    call("DELETE", "/sites/" + site + "/requests", {});
}

void Testbed::forget_machines(const std::string& site) const {
    call("DELETE", "/sites/" + site + "/machines", {});
}

bool Testbed::wait_for_requests(const std::string& site, int count) const {
    using namespace std::chrono_literals;
    const auto end = std::chrono::steady_clock::now() + 10s;
    while (std::chrono::steady_clock::now() < end) {
        if (counters(site).at("requests").get<int>() >= count) {
            return true;
        }
        std::this_thread::sleep_for(2ms);  // between two looks, not instead of one
    }
    return false;
}

}  // namespace fedcloud::test
