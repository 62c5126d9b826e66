#include "bdii_check.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>
#include <optional>
#include <utility>

#include "bdii/site.hpp"
#include "endpoints.hpp"
#include "freshness.hpp"
#include "glue2.hpp"
#include "inventory.hpp"
#include "ldap/connection.hpp"
#include "ldap/result_code.hpp"
#include "net/connect.hpp"
#include "net/given_host.hpp"
#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::cloud_bdii {
namespace {

using plugin::Checked;
using plugin::Duration;
using plugin::Fault;
using plugin::State;

Time now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

plugin::Perfdata count(std::string label, std::size_t value, int least) {
    auto perfdata = plugin::Perfdata::count(std::move(label), static_cast<double>(value));
    if (least > 0) {
        perfdata.thresholds.critical = *plugin::Range::parse(fmt::format("{}:", least));
    }
    perfdata.min = 0;
    return perfdata;
}

class BdiiCheck {
  public:
    BdiiCheck(const Options& options, plugin::Run& run) : options_(options), run_(run) {}

    void run();
    void report();

  private:
    Checked<ldap::Connection> connect();
    Checked<void> answer(ldap::Connection& connection);
    bool check_site(ldap::Connection& connection);
    void check_content();
    Checked<void> check_freshness(ldap::Connection& connection);
    Checked<Freshness> read_update(ldap::Connection& connection);
    void step(const std::string& name, const Findings& findings, const std::string& text);
    void tell(const Findings& findings);
    std::string base() const {
        return options_.base.empty() ? std::string(bdii::root) : options_.base;
    }

    const Options& options_;
    plugin::Run& run_;
    std::vector<net::Attempt> failed_;
    std::optional<Duration> time_;  // until the first answer was complete
    std::size_t entries_ = 0;       // of the first answer, while there is no inventory
    bdii::Map map_;
    bdii::Content content_;
    std::optional<Inventory> inventory_;
    std::optional<std::chrono::seconds> age_;
    plugin::Thresholds age_thresholds_;
};

void BdiiCheck::tell(const Findings& findings) {
    for (const auto& finding : findings) {
        run_.find(finding.state, finding.name, finding.text);
    }
}

void BdiiCheck::step(const std::string& name, const Findings& findings, const std::string& text) {
    (void)run_.step(name, [&]() -> Checked<void> {
        run_.describe(text);
        tell(findings);
        return {};
    });
}

Checked<ldap::Connection> BdiiCheck::connect() {
    const auto& common = run_.options();
    if (common.hostname.empty()) {
        return Unexpected{Fault::ours("no target: give -H HOST, a BDII")};
    }
    const auto host = net::given_host(common);
    if (!host) {
        return Unexpected{host.error()};
    }
    auto connection = ldap::connect(*host, common.port.value_or(bdii::default_port), common.family,
                                    run_.work(), &failed_);
    if (connection) {
        run_.describe(connection->server());
    }
    return connection;
}

// What the probes before this one asked, or, with a site, where its information is.
Checked<void> BdiiCheck::answer(ldap::Connection& connection) {
    if (options_.site.empty()) {
        const ldap::Search search{base(), ldap::Scope::base, "(objectClass=*)", {"1.1"}};
        const auto answer = connection.search(search, run_.work());
        if (!answer) {
            return Unexpected{answer.error()};
        }
        if (!answer->is(ldap::ResultCode::success)) {
            return Unexpected{ldap::fault_of(*answer, search)};
        }
        entries_ = answer->entries.size();
    } else {
        auto map = bdii::find_site(connection, options_.site, base(), run_.work());
        if (!map) {
            return Unexpected{std::move(map).error()};
        }
        map_ = std::move(*map);
    }
    time_ = run_.elapsed();
    return {};
}

bool BdiiCheck::check_site(ldap::Connection& connection) {
    if (!run_.step("site", [&] {
            run_.describe(fmt::format("{}, {}", to_string(map_.level),
                                      map_.has_site() ? map_.site_dn : "knows no sites"));
            return bdii::check_site(connection, map_, options_.site, run_.work());
        })) {
        return false;
    }
    if (!run_.step("cloud", [&]() -> Checked<void> {
            run_.describe(fmt::format("{}", fmt::join(map_.cloud_dns, "; ")));
            return bdii::check_cloud(map_, options_.site);
        })) {
        return false;
    }
    return static_cast<bool>(run_.step("content", [&]() -> Checked<void> {
        auto content = bdii::read_cloud(connection, map_, wanted_attributes(), run_.work());
        if (!content) {
            return Unexpected{std::move(content).error()};
        }
        content_ = std::move(*content);
        check_content();
        return {};
    }));
}

void BdiiCheck::check_content() {
    inventory_ = take_inventory(content_.entries);
    run_.describe(inventory_->to_string());
    if (content_.cut_short) {
        run_.find(State::warning, "limits",
                  "the BDII sends only a part of the site's entries: raise its sizelimit");
    }
    tell(check_minimum(*inventory_, options_.minimum));
    tell(check_owner(content_.entries, options_.site, !map_.has_site()));
    tell(check_schema(content_.entries));
}

Checked<Freshness> BdiiCheck::read_update(ldap::Connection& connection) {
    const ldap::Search search{"o=infosys",
                              ldap::Scope::subtree,
                              "(objectClass=UpdateStats)",
                              {"modifyTimestamp"}};  // operational: only when named
    const auto answer = connection.search(search, run_.work());
    if (!answer) {
        return Unexpected{answer.error()};
    }
    auto freshness = check_update(answer->entries, now());
    if (!answer->is(ldap::ResultCode::success) && !answer->is(ldap::ResultCode::no_such_object)) {
        freshness.findings.push_back(
            {State::warning, "update-stats",
             "how old the information is cannot be told: " + ldap::fault_of(*answer, search).text});
    }
    return freshness;
}

Checked<void> BdiiCheck::check_freshness(ldap::Connection& connection) {
    const auto& given = run_.options().thresholds;
    const auto validity = check_validity(content_.entries, now());
    tell(validity.findings);
    if (validity.age) {
        run_.describe(fmt::format("{} entries say when they were made", validity.dated));
        age_ = validity.age;
        age_thresholds_ = age_thresholds(validity, given);
        tell(judge_validity(validity, given));
        return {};
    }
    const auto update = read_update(connection);
    if (!update) {
        return Unexpected{update.error()};
    }
    tell(update->findings);
    if (update->age) {
        run_.describe("the entries say nothing; by the BDII's last update");
        age_ = update->age;
        age_thresholds_ = update_thresholds(given);
        tell(judge_age(*update->age, age_thresholds_));
    } else if (update->findings.empty()) {
        run_.note(
            "nothing says how old the information is: no CreationTime in the entries, no "
            "UpdateStats below o=infosys");
    }
    return {};
}

void BdiiCheck::run() {
    auto connection = run_.step("connect", [&] { return connect(); });
    if (!connection) {
        return;
    }
    for (const auto& attempt : failed_) {
        run_.note(net::ConnectError{attempt.failure, {attempt}}.message());
    }
    if (!run_.step("answers", [&] { return answer(*connection); })) {
        return;
    }
    const auto answered =
        fmt::format("{} answered in {}s", connection->server(), plugin::format_seconds(*time_));
    if (options_.site.empty()) {
        tell(judge_seconds(run_.options().thresholds, time_->count(), "time", "the answer took"));
        run_.succeed(answered);
        return;
    }
    if (!check_site(*connection)) {
        return;
    }
    step("states", check_states(content_.entries),
         fmt::format("{} looked at", inventory_->endpoints));
    step("endpoints", check_endpoints(content_.entries, options_.expected_endpoints),
         fmt::format("{} published, {} expected", inventory_->endpoints,
                     options_.expected_endpoints.size()));
    (void)run_.step("freshness", [&] { return check_freshness(*connection); });
    run_.succeed(fmt::format("{}: {} ({}, {})", plugin::clean(options_.site, 80),
                             inventory_->to_string(), to_string(map_.level), answered));
}

void BdiiCheck::report() {
    if (time_) {
        auto time = plugin::Perfdata::seconds("time", *time_);
        if (options_.site.empty()) {
            time.thresholds = run_.options().thresholds;
        }
        time.min = 0;
        time.max = static_cast<double>(run_.options().timeout.count());
        run_.add(std::move(time));
    }
    if (inventory_) {
        const auto& minimum = options_.minimum;
        run_.add(count("entries", inventory_->entries, 0));
        run_.add(count("services", inventory_->services, minimum.services));
        run_.add(count("endpoints", inventory_->endpoints, minimum.endpoints));
        run_.add(count("images", inventory_->images, minimum.images.value_or(0)));
        run_.add(count("templates", inventory_->templates, minimum.templates));
        run_.add(count("glue21", inventory_->glue21, 0));
    } else if (time_ && options_.site.empty()) {
        run_.add(count("entries", entries_, 0));
    }
    if (age_) {
        auto age = plugin::Perfdata::seconds("age", *age_);
        age.thresholds = age_thresholds_;
        age.min = 0;
        run_.add(std::move(age));
    }
}

}  // namespace

void check(const Options& options, plugin::Run& run) {
    BdiiCheck check(options, run);
    check.run();
    check.report();
}

}  // namespace fedcloud::cloud_bdii
