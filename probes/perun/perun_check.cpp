#include "perun_check.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "answer.hpp"
#include "http/endpoint.hpp"
#include "plugin/text.hpp"
#include "plugin/timestamp.hpp"
#include "verdict.hpp"

namespace fedcloud::perun {
namespace {

using page::WallClock;
using plugin::Checked;
using plugin::Fault;

Checked<net::Url> find_url(const std::string& endpoint, const plugin::CommonOptions& common) {
    auto url = http::find_endpoint(endpoint, common);
    if (!url) {
        return url;
    }
    constexpr std::string_view method = "json/utils/getPerunStatus";
    const bool complete =
        url->path.size() >= method.size() &&
        url->path.compare(url->path.size() - method.size(), method.size(), method) == 0;
    return complete ? std::move(*url) : url->join(method);
}

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

// Where the credential will be looked for (auth/credential.cpp), if one is.
std::string find_proxy(const auth::LoginOptions& login) {
    const auto named = login.proxy.empty() ? environment("X509_USER_PROXY") : login.proxy;
    return named.empty() ? fmt::format("/tmp/x509up_u{}", getuid()) : named;
}

// A file as it is now: another one in its place makes another asker.
std::string stamp_of(const std::string& path) {
    struct stat status {};
    if (path.empty() || stat(path.c_str(), &status) != 0) {
        return "-";
    }
    return fmt::format("{}:{}:{}.{}", status.st_ino, status.st_size, status.st_ctim.tv_sec,
                       status.st_ctim.tv_nsec);
}

// Who asks, and in what way: all that may change the answer.
page::Key key_of(const net::Url& url, const Options& options, const plugin::CommonOptions& common) {
    const auto& login = options.login;
    const auto proxy = find_proxy(login);
    page::Key key{url.to_string(), {}};
    key.asker = fmt::format(
        "perun method={} cert={} key={} user={} password={} token={} refresh={} client={} "
        "keystone={} project={} for={} at={} ca-path={} crl={} family={}",
        static_cast<int>(login.method), proxy, login.key, login.username, login.password_file,
        login.access_token_file, login.refresh_token_file, login.client_id, login.keystone_url,
        login.project, fmt::join(login.credential_hosts, ","), login.registered_host.value_or(""),
        common.ca_path.empty() ? environment("X509_CERT_DIR") : common.ca_path, common.crl_required,
        static_cast<int>(common.family));
    for (const auto& file : {proxy, login.key, login.password_file, login.access_token_file,
                             login.refresh_token_file}) {
        key.stamp += stamp_of(file) + ' ';
    }
    return key;
}

void add_perfdata(const Verdict& verdict, plugin::Run& run) {
    run.add_total();
    if (verdict.lag) {
        auto lag = plugin::Perfdata::count("lag", *verdict.lag);
        lag.thresholds = run.options().thresholds;
        lag.min = 0;
        run.add(std::move(lag));
    }
    if (verdict.consumers) {
        run.add(plugin::Perfdata::count("consumers", *verdict.consumers));
    }
    if (verdict.last_message) {
        run.add(plugin::Perfdata{"last_message", *verdict.last_message, "c"});
    }
}

void conclude(const page::Entry& entry, const std::string& source, const std::string& age,
              plugin::Run& run) {
    Verdict verdict;
    const auto done = run.step("status", [&]() -> Checked<void> {
        if (const auto* fault = std::get_if<Fault>(&entry.outcome)) {
            verdict.fault = *fault;
        } else {
            const auto& page = std::get<page::Page>(entry.outcome);
            verdict = judge(read_answer(page.body),
                            {source, page.status, run.options().thresholds, entry.fetched});
        }
        for (const auto& detail : verdict.details) {
            run.find(plugin::State::ok, "told", detail);
        }
        if (verdict.fault) {
            verdict.fault->text += age;
            return Unexpected{*verdict.fault};
        }
        return {};
    });
    add_perfdata(verdict, run);
    if (done) {
        run.succeed(verdict.text + age);
    }
}

}  // namespace

void check(const Options& options, plugin::Run& run, const Renew& renew) {
    const auto url = run.step("target", [&] { return find_url(options.endpoint, run.options()); });
    if (!url) {
        return;
    }
    page::Cache cache(key_of(*url, options, run.options()),
                      {options.cache_ttl, largest_answer, run.options().state_dir});
    if (const auto entry = cache.at_hand(WallClock::now())) {
        conclude(
            *entry, url->to_string(),
            fmt::format(" (answer of {} ago)", plugin::distance(WallClock::now() - entry->fetched)),
            run);
    } else if (const auto renewed = renew(*url, cache, run)) {
        conclude(*renewed, url->to_string(), "", run);
    }
}

}  // namespace fedcloud::perun
