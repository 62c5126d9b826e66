#include "pub_check.hpp"

#include <fmt/format.h>

#include <utility>

#include "freshness.hpp"
#include "listing_text.hpp"
#include "message_check.hpp"
#include "net/percent.hpp"
#include "plugin/text.hpp"
#include "plugin/timestamp.hpp"

namespace fedcloud::apel {
namespace {

using plugin::Checked;
using plugin::Fault;
using plugin::State;

Checked<Order> find_page(const Options& options, const std::string& name) {
    constexpr std::string_view placeholder = "{site}";
    std::string text = options.url;
    bool own_page = false;
    for (auto at = text.find(placeholder); at != std::string::npos;
         at = text.find(placeholder, at)) {
        const auto encoded = net::percent_encode(name);
        text.replace(at, placeholder.size(), encoded);
        at += encoded.size();
        own_page = true;
    }
    auto url = net::parse_url(text);
    if (!url || (url->scheme != "http" && url->scheme != "https")) {
        return Unexpected{Fault::ours(fmt::format(
            "--url '{}' is no usable URL: {}", plugin::clean(net::without_user(text), 120),
            url ? "its scheme is neither https nor http" : url.error()))};
    }
    return Order{std::move(*url), own_page};
}

page::Cache cache_of(const Options& options, const Order& order,
                     const plugin::CommonOptions& common) {
    const auto asker = fmt::format("apel-pub ca-path={} crl={} family={}", common.ca_path,
                                   common.crl_required, static_cast<int>(common.family));
    return page::Cache({order.url.to_string(), asker},
                       {options.cache_ttl, largest_page, common.state_dir});
}

// The thresholds that were given, or those of the repository's own pages. A plain 0 was "no limit"
// with the probe before this one.
plugin::Thresholds thresholds_of(const plugin::Run& run) {
    auto days = run.options().thresholds.or_default(
        {*plugin::Range::parse("7"), *plugin::Range::parse("31")});
    for (auto* range : {&days.warning, &days.critical}) {
        if ((*range)->to_string() == "0") {
            range->reset();
        }
    }
    return days;
}

Answer judge_page(const page::Entry& entry, const Question& question) {
    const auto listing = from_text(std::get<page::Page>(entry.outcome).body);
    if (!listing) {
        return {State::unknown, "the shared copy of the accounting page cannot be read"};
    }
    const auto made =
        listing->built ? std::optional<WallClock::time_point>(listing->built->time) : std::nullopt;
    return judge(*listing, made, entry.fetched, question);
}

// The page, from the cache or the network. Whatever keeps it from us is not the site's fault.
Checked<page::Entry> collect(const Order& order, page::Cache& cache, plugin::Run& run,
                             const Renew& renew) {
    auto at_hand = cache.at_hand(WallClock::now());
    const bool shared = at_hand.has_value();
    auto entry = at_hand ? Checked<page::Entry>(std::move(*at_hand)) : renew(order, cache, run);
    if (!entry) {
        return entry;
    }
    const auto now = WallClock::now();
    if (const auto* fault = std::get_if<Fault>(&entry->outcome)) {
        if (fault->interrupted) {
            return Unexpected{*fault};
        }
        const auto when =
            shared ? fmt::format(" (found {} ago; the next try is due a minute after that)",
                                 plugin::distance(now - entry->fetched))
                   : "";
        return Unexpected{Fault::ours(fault->text + when)};
    }
    run.describe(fmt::format("{}, downloaded {} ago", order.url.to_string(),
                             plugin::distance(now - entry->fetched)));
    return entry;
}

// What the last copy said of the site, beside the fault that keeps us from a new one.
void tell_last_copy(const page::Cache& cache, const Question& question, plugin::Run& run) {
    const auto last = cache.last_good();
    if (last) {
        const auto answer = judge_page(*last, question);
        run.note(fmt::format("the last copy of the page, of {} ago, said: {}",
                             plugin::distance(question.now - last->fetched), answer.text));
    }
}

Checked<void> conclude(const Answer& answer) {
    switch (answer.state) {
        case State::ok:
            return {};
        case State::warning:
            return Unexpected{Fault::degraded(answer.text)};
        case State::critical:
            return Unexpected{Fault::service(answer.text)};
        case State::unknown:
            break;
    }
    return Unexpected{Fault::ours(answer.text)};
}

void add_perfdata(const Answer& answer, const plugin::Thresholds& days, plugin::Run& run) {
    constexpr double seconds_a_day = 86400;
    if (answer.age) {
        plugin::Perfdata age{"age", *answer.age, "s"};
        const auto scaled = [](const std::optional<plugin::Range>& range) {
            return range ? std::optional(range->scaled(seconds_a_day)) : std::nullopt;
        };
        age.thresholds = {scaled(days.warning), scaled(days.critical)};
        age.min = 0;
        run.add(std::move(age));
    }
    if (answer.count) {
        run.add(plugin::Perfdata::count("records", *answer.count));
    }
}

void check_publication(const Options& options, plugin::Run& run, const Renew& renew) {
    Question question;
    question.name = options.publish_name.empty() ? options.site : options.publish_name;
    question.days = thresholds_of(run);
    std::optional<page::Cache> cache;
    const auto entry = run.step("page", [&]() -> Checked<page::Entry> {
        if (question.name.empty()) {
            return Unexpected{Fault::ours("no site: give --site NAME, or --message FILE")};
        }
        const auto order = find_page(options, question.name);
        if (!order) {
            return Unexpected{order.error()};
        }
        question.own_page = order->own_page;
        cache.emplace(cache_of(options, *order, run.options()));
        return collect(*order, *cache, run, renew);
    });
    question.now = WallClock::now();
    if (!entry) {
        if (cache) {
            tell_last_copy(*cache, question, run);
        }
        return;
    }
    const auto answer = judge_page(*entry, question);
    (void)run.step("freshness", [&] { return conclude(answer); });
    for (const auto& note : answer.notes) {
        run.note(note);
    }
    add_perfdata(answer, question.days, run);
    if (answer.state == State::ok) {
        run.succeed(answer.text);
    }
}

}  // namespace

void check(const Options& options, plugin::Run& run, const Renew& renew) {
    if (!options.message_file.empty()) {
        check_message_file(options, run);
    } else {
        check_publication(options, run, renew);
    }
}

}  // namespace fedcloud::apel
