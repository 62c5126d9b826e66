#include "freshness.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string>

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
    long long number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    constexpr long long most = 1LL << 40U;  // far from where sums of it would overflow
    if (error != std::errc() || end != text.data() + text.size() || number < 0 || number > most) {
        return std::nullopt;
    }
    // ARC publishes 60 while it updates every ten minutes; glue-validator takes it for that, too.
    return number == 60 ? seconds(600) : seconds(number);
}

std::string in_words(seconds time) {
    if (time < 2min) {
        return fmt::format("{} s", time.count());
    }
    if (time < 2h) {
        return fmt::format("{} min", time / 1min);
    }
    return time < 48h ? fmt::format("{} h", time / 1h)
                      : fmt::format("{} days", time / std::chrono::days(1));
}

// Judges one entry after the other.
class ValidityCheck {
  public:
    explicit ValidityCheck(Time now) : now_(now) {}

    void look_at(const ldap::Entry& entry);
    Freshness result() &&;

  private:
    void judge(const ldap::Entry& entry, const TimeStamp& created);

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
    const auto created = parse_creation_time(entry.first(creation_time));
    if (!created) {
        oddities_.add(State::warning, plugin::clean(created.error().message(), 160), entry);
        return;
    }
    judge(entry, *created);
}

void ValidityCheck::judge(const ldap::Entry& entry, const TimeStamp& created) {
    ++freshness_.dated;
    without_zone_ += created.has_zone ? 0 : 1;
    const auto age = std::max<seconds>(now_ - created.latest(), 0s);
    freshness_.age = std::max(freshness_.age.value_or(0s), age);
    if (created.earliest() > now_ + clock_difference) {
        oddities_.add(State::warning, "CreationTime in the future: is the clock right", entry);
    }
    if (!entry.has(validity_time)) {
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
             fmt::format("{} of {} dated entries have expired, the first of them {} ago: '{}'; who "
                         "reads them drops them, the information provider does not run",
                         expired_, freshness_.dated, in_words(overdue_), example_)});
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
        const auto updated = parse_generalized_time(entry.first("modifyTimestamp"));
        if (!updated) {
            oddities.add(State::warning, plugin::clean(updated.error().message(), 160), entry);
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
                             in_words(*newest - now))});
        }
    }
    return freshness;
}

plugin::Thresholds update_thresholds(const plugin::Thresholds& given) {
    if (given.warning || given.critical) {
        return given;
    }
    return {*plugin::Range::parse("900"), *plugin::Range::parse("3600")};
}

}  // namespace fedcloud::cloud_bdii
