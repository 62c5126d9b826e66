#include "freshness.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::cloud_bdii {
namespace {

using plugin::State;
using namespace std::chrono_literals;
using std::chrono::seconds;

// The bounds of glue-validator (EGIProfileTest.py: E001, W001).
constexpr auto clock_difference = 120s;
constexpr auto very_old = std::chrono::days(730);

constexpr auto* creation_time = "GLUE2EntityCreationTime";
constexpr auto* validity_time = "GLUE2EntityValidity";

std::optional<seconds> parse_validity(std::string_view text) {
    const auto number = plugin::parse_integer<long long>(text);
    constexpr long long most = 1LL << 40U;  // far from where sums of it would overflow
    if (!number || *number < 0 || *number > most) {
        return std::nullopt;
    }
    // ARC publishes 60 while it updates every ten minutes; glue-validator takes it for that, too.
    return *number == 60 ? seconds(600) : seconds(*number);
}

// What is said of a date that is none.
std::string malformed(std::string_view name, std::string_view example, std::string_view text) {
    return fmt::format("{} '{}' is no time such as {}", name, plugin::clean(text, 40), example);
}

plugin::Thresholds completed(const plugin::Thresholds& given) {
    return given.or_default({*plugin::Range::parse("86400"), *plugin::Range::parse("604800")});
}

// Judges one entry after the other.
class ValidityCheck {
  public:
    explicit ValidityCheck(Time now) : now_(now) {}

    void look_at(const ldap::Entry& entry);
    Freshness result() &&;

  private:
    void judge(const ldap::Entry& entry, const plugin::Timestamp& created);

    Time now_;
    Freshness freshness_;
    Tally oddities_;
    std::size_t expired_ = 0;
    std::size_t without_zone_ = 0;
    std::string example_;   // of what has expired, the one that did so first
    seconds overdue_ = 0s;  // since when
};

void ValidityCheck::look_at(const ldap::Entry& entry) {
    if (!entry.has(creation_time)) {
        if (entry.has(validity_time)) {
            oddities_.add(State::warning, "Validity without CreationTime", entry);
        }
        return;
    }
    const auto text = entry.first(creation_time);
    const auto created = plugin::parse_date_time(text);
    if (!created) {
        oddities_.add(State::warning, malformed("CreationTime", "2026-11-20T21:14:16Z", text),
                      entry);
        return;
    }
    judge(entry, *created);
}

void ValidityCheck::judge(const ldap::Entry& entry, const plugin::Timestamp& created) {
    ++freshness_.dated;
    without_zone_ += created.has_zone ? 0 : 1;
    const auto age = std::max<seconds>(now_ - created.latest(), 0s);
    freshness_.age = std::max(freshness_.age.value_or(0s), age);
    if (created.earliest() > now_ + clock_difference) {
        oddities_.add(State::warning, "CreationTime in the future: is the clock right", entry);
    }
    if (!entry.has(validity_time)) {
        auto& oldest = freshness_.age_without_validity;
        oldest = std::max(oldest.value_or(0s), age);
        if (age > very_old) {
            oddities_.add(State::warning, "CreationTime more than two years ago", entry);
        }
        return;
    }
    const auto validity = parse_validity(entry.first(validity_time));
    if (!validity) {
        oddities_.add(State::warning,
                      fmt::format("Validity '{}' is no number of seconds",
                                  plugin::clean(entry.first(validity_time), 40)),
                      entry);
        return;
    }
    if (age > *validity) {
        ++expired_;
        if (age - *validity >= overdue_) {
            overdue_ = age - *validity;
            example_ = name_of(entry);
        }
    }
}

Freshness ValidityCheck::result() && {
    auto& findings = freshness_.findings;
    if (expired_ > 0) {
        findings.push_back(
            {expired_ == freshness_.dated ? State::critical : State::warning, "validity",
             fmt::format("{} of {} dated entries have expired, the longest since {}: '{}'; who "
                         "reads them drops them, the information provider does not run",
                         expired_, freshness_.dated, plugin::distance(overdue_), example_)});
    }
    const auto more = oddities_.findings("dates");
    findings.insert(findings.end(), more.begin(), more.end());
    if (without_zone_ > 0) {
        findings.push_back(
            {State::ok, "dates",
             fmt::format("{} of {} dates have no zone, so up to 14 hours are not held against them",
                         without_zone_, freshness_.dated)});
    }
    return std::move(freshness_);
}

}  // namespace

Freshness check_validity(const Entries& entries, Time now) {
    ValidityCheck check(now);
    for (const auto& entry : entries) {
        check.look_at(entry);
    }
    return std::move(check).result();
}

Freshness check_update(const Entries& stats, Time now) {
    Freshness freshness;
    Tally oddities;
    std::optional<Time> newest;
    for (const auto& entry : stats) {
        if (!entry.has("modifyTimestamp")) {
            continue;
        }
        const auto text = entry.first("modifyTimestamp");
        const auto updated = plugin::parse_generalized_time(text);
        if (!updated) {
            oddities.add(State::warning, malformed("modifyTimestamp", "20261120211416Z", text),
                         entry);
            continue;
        }
        ++freshness.dated;
        newest = std::max(newest.value_or(updated->time), updated->time);
    }
    freshness.findings = oddities.findings("update-stats");
    if (newest) {
        freshness.age = std::max<seconds>(now - *newest, 0s);
        if (*newest > now + clock_difference) {
            freshness.findings.push_back(
                {State::warning, "update-stats",
                 fmt::format("the BDII's last update lies {} in the future: compare its clock with "
                             "this host's",
                             plugin::distance(*newest - now))});
        }
    }
    return freshness;
}

plugin::Thresholds age_thresholds(const Freshness& validity, const plugin::Thresholds& given) {
    return validity.age == validity.age_without_validity ? completed(given) : given;
}

Findings judge_validity(const Freshness& validity, const plugin::Thresholds& given) {
    auto findings = judge_age(*validity.age, age_thresholds(validity, given));
    const auto without = validity.age_without_validity;
    if (!without || without == validity.age) {
        return findings;
    }
    auto others = judge_seconds(completed(given), static_cast<double>(without->count()), "age",
                                "of the information without Validity some is as old as");
    const bool says_more =
        !others.empty() && (findings.empty() ||
                            plugin::worst(findings[0].state, others[0].state) != findings[0].state);
    return says_more ? others : findings;
}

Findings judge_age(seconds age, const plugin::Thresholds& thresholds) {
    return judge_seconds(thresholds, static_cast<double>(age.count()), "age",
                         "the information is as old as");
}

plugin::Thresholds update_thresholds(const plugin::Thresholds& given) {
    return given.or_default({*plugin::Range::parse("900"), *plugin::Range::parse("3600")});
}

}  // namespace fedcloud::cloud_bdii
