#include "site.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <sstream>

#include "plugin/text.hpp"
#include "raw_server.hpp"

namespace fedcloud::auth {
namespace {

// The first two words of the request line.
std::string what_of(const std::string& head) {
    return head.substr(0, head.find(' ', head.find(' ') + 1));
}

}  // namespace

std::string reply(int status, const std::string& body, const std::string& headers) {
    return http::answer(body, headers, std::to_string(status) + " Whatever");
}

std::string json_reply(int status, const std::string& body, const std::string& headers) {
    return reply(status, body, "Content-Type: application/json\r\n" + headers);
}

std::string header_of(const Received& request, const std::string& name) {
    std::istringstream lines(request.head);
    for (std::string line; std::getline(lines, line);) {
        const auto colon = line.find(": ");
        if (colon != std::string::npos &&
            plugin::equal_ignoring_case(line.substr(0, colon), name)) {
            return line.substr(colon + 2, line.find('\r') - colon - 2);
        }
    }
    return "";
}

class Site::Impl {
  public:
    Impl() : scheme("http"), server([this](const http::Exchange& now) { return react(now); }) {}
    explicit Impl(const http::TlsSettings& tls)
        : scheme("https"), server([this](const http::Exchange& now) { return react(now); }, tls) {}

    void set(const std::string& what, Rule rule) {
        const std::lock_guard lock(mutex_);
        rules_[what] = std::move(rule);
    }

  private:
    std::string answer_to(const Received& request) {
        const std::lock_guard lock(mutex_);
        const auto rule = rules_.find(what_of(request.head));
        return rule == rules_.end() ? reply(404) : rule->second(request);
    }
    http::After react(const http::Exchange& now) {
        const auto answer = answer_to({now.request.head, now.request.body});
        if (answer == silence) {
            return now.fall_silent();
        }
        return !answer.empty() && now.send(answer) ? http::After::keep : http::After::close;
    }

    std::mutex mutex_;  // of rules_
    std::map<std::string, Rule> rules_;

  public:
    const std::string scheme;
    http::RawServer server;
};

Site::Site() : impl_(std::make_unique<Impl>()) {}

Site::Site(const std::string& identity_file)
    : impl_(std::make_unique<Impl>(
          http::TlsSettings{identity_file, TLS1_3_VERSION, http::ClientCertificate::asked_for})) {}

Site::~Site() = default;

void Site::on(const std::string& what, Rule rule) {
    impl_->set(what, std::move(rule));
}

void Site::on(const std::string& what, std::string answer) {
    on(what, [answer = std::move(answer)](const Received&) { return answer; });
}

void Site::on(const std::string& what, std::vector<std::string> answers) {
    on(what, [answers = std::move(answers), next = std::size_t{0}](const Received&) mutable {
        const auto now = std::min(next++, answers.size() - 1);
        return answers[now];
    });
}

std::string Site::url(const std::string& path, const std::string& host) const {
    return impl_->scheme + "://" + host + ":" + std::to_string(impl_->server.port()) + path;
}

std::vector<Received> Site::received() const {
    std::vector<Received> all;
    for (const auto& request : impl_->server.received()) {
        all.push_back({request.head, request.body});
    }
    return all;
}

int Site::connections() const {
    return impl_->server.connections();
}

std::vector<std::string> Site::client_chain() const {
    return impl_->server.client_chain();
}

std::vector<std::string> Site::requests() const {
    std::vector<std::string> all;
    for (const auto& request : received()) {
        all.push_back(what_of(request.head));
    }
    return all;
}

bool Site::was_told(const std::string& text) const {
    const auto all = received();
    return std::any_of(all.begin(), all.end(), [&](const auto& request) {
        return (request.head + request.body).find(text) != std::string::npos;
    });
}

}  // namespace fedcloud::auth
