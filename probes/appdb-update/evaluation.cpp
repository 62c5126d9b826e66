#include "evaluation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "auth/destination.hpp"
#include "plugin/number.hpp"
#include "plugin/text.hpp"
#include "plugin/timestamp.hpp"

namespace fedcloud::appdb_update {
namespace {

using plugin::State;

// A list that seems to come from the future comes from a clock that is ahead of ours; more than
// this no clock that is looked after is.
constexpr std::chrono::minutes clock_difference(2);

double hours_between(Time earlier, Time later) {
    return std::chrono::duration<double, std::ratio<3600>>(later - earlier).count();
}

Finding spoiled(std::string name, std::string text) {
    return {State::critical, std::move(name), std::move(text), true};
}

std::string quoted(const std::string& text) {
    return '\'' + plugin::clean(text, 80) + '\'';
}

Finding date_missing(const std::string& name, const Date& date) {
    return spoiled(name, date.text.empty()
                             ? fmt::format("the list has no dc:date:{}", name)
                             : fmt::format("the list's dc:date:{} is {}, not a time such as "
                                           "2015-06-18T21:14:00Z",
                                           name, quoted(date.text)));
}

Finding judge_created(const ImageList& list, const Expectations& expectations, Time now) {
    const std::string name = "created";
    if (!list.created.time) {
        return date_missing(name, list.created);
    }
    const auto created = *list.created.time;
    if (created > now + clock_difference) {
        return spoiled(name, fmt::format("the list says that it was created {} from now ({}): a "
                                         "clock is wrong, AppDB's or this host's",
                                         plugin::distance(created - now), list.created.text));
    }
    const double age = std::max(hours_between(created, now), 0.0);
    const auto state = expectations.age.judge(age);
    const auto told = fmt::format("the list was created {} ago", plugin::distance(created - now));
    if (state == State::ok) {
        return {state, name, told};
    }
    return {state, name,
            fmt::format("{}, {}: AppDB has not renewed it since {}", told,
                        expectations.age.reason(state, "h"), list.created.text)};
}

Finding judge_expires(const ImageList& list, Time now) {
    const std::string name = "expires";
    if (!list.expires.time) {
        return date_missing(name, list.expires);
    }
    const auto expires = *list.expires.time;
    if (expires <= now) {
        return spoiled(name, fmt::format("the list expired {} ago ({}): sites drop it",
                                         plugin::distance(expires - now), list.expires.text));
    }
    return {State::ok, name, fmt::format("it expires in {}", plugin::distance(expires - now))};
}

// The list says who endorses it; that must be who signed it (vmcatcher's error 12).
Finding judge_endorser(const ImageList& list, const Signer& signer) {
    const std::string name = "endorser";
    if (list.endorser_dn.empty() || list.endorser_ca.empty()) {
        return spoiled(name, fmt::format("the list does not name its endorser (hv:{})",
                                         list.endorser_dn.empty() ? "dn" : "ca"));
    }
    if (!names(list.endorser_dn, signer.subject)) {
        return spoiled(name,
                       fmt::format("the list was signed by {}, but names {} as its endorser",
                                   signer.subject_text, plugin::clean(list.endorser_dn, 160)));
    }
    if (!names(list.endorser_ca, signer.issuer)) {
        return spoiled(name, fmt::format("the signer's certificate is of {}, but the list names {} "
                                         "as its endorser's CA",
                                         signer.issuer_text, plugin::clean(list.endorser_ca, 160)));
    }
    return {State::ok, name, "signed by " + signer.subject_text};
}

Finding judge_signer(const Signer& signer, const DistinguishedName& expected) {
    const bool is_expected = signer.subject.matches(expected);
    return is_expected ? Finding{State::ok, "signer", "the signer is the one of --endorser"}
                       : spoiled("signer", fmt::format("the list was signed by {}, who is not the "
                                                       "one of --endorser",
                                                       signer.subject_text));
}

Finding judge_completeness(const ImageList& list) {
    const std::string name = "complete";
    if (list.images.empty()) {
        return {State::critical, name, "the list holds no image"};
    }
    std::vector<std::string> incomplete;
    for (const auto& image : list.images) {
        if (const auto problems = problems_of(image); !problems.empty()) {
            incomplete.push_back(fmt::format("{}: {}", describe(image), fmt::join(problems, ", ")));
        }
    }
    if (incomplete.empty()) {
        return {State::ok, name, fmt::format("all {} complete", list.images.size())};
    }
    return {State::critical, name,
            fmt::format("{} of {} images cannot be used: {}", incomplete.size(), list.images.size(),
                        enumerate(incomplete))};
}

Finding judge_image_expiry(const ImageList& list, Time now) {
    const std::string name = "image-expiry";
    std::vector<std::string> expired;
    for (const auto& image : list.images) {
        if (has_expired(image, now)) {
            expired.push_back(fmt::format("{} {} ago", describe(image),
                                          plugin::distance(*image.expires.time - now)));
        }
    }
    if (expired.empty()) {
        return {State::ok, name, "none has expired"};
    }
    const bool all = expired.size() == list.images.size();
    return {all ? State::critical : State::warning, name,
            fmt::format("{} of {} images {} expired: {}", expired.size(), list.images.size(),
                        expired.size() == 1 ? "has" : "have", enumerate(expired))};
}

}  // namespace

std::string enumerate(const std::vector<std::string>& items) {
    constexpr std::size_t most = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(items.size(), most); ++i) {
        text += (i == 0 ? "" : ", ") + items[i];
    }
    return items.size() > most ? fmt::format("{} and {} more", text, items.size() - most) : text;
}

std::vector<Finding> evaluate_list(const ImageList& list, const Signer* signer,
                                   const Expectations& expectations, Time now) {
    std::vector<Finding> findings;
    if (list.identifier.empty()) {
        findings.push_back(spoiled("identifier", "the list has no dc:identifier"));
    }
    if (signer != nullptr) {
        findings.push_back(judge_endorser(list, *signer));
        if (expectations.endorser) {
            findings.push_back(judge_signer(*signer, *expectations.endorser));
        }
    }
    findings.push_back(judge_created(list, expectations, now));
    findings.push_back(judge_expires(list, now));
    if (list.version.empty()) {
        findings.push_back(spoiled("version", "the list has no hv:version"));
    }
    return findings;
}

std::optional<Finding> judge_source(const net::Url& url, const Expectations& expectations) {
    if (url.is_tls() || expectations.endorser) {
        return std::nullopt;
    }
    return Finding{auth::is_loopback(url) ? State::ok : State::warning, "source",
                   "the list came over plain http, and nobody vouches for its endorser: anybody "
                   "with a certificate could have made it; use https, or --endorser DN"};
}

std::vector<Finding> evaluate_images(const ImageList& list, Time now) {
    std::vector<Finding> findings{judge_completeness(list)};
    if (!list.images.empty()) {
        findings.push_back(judge_image_expiry(list, now));
    }
    return findings;
}

std::vector<plugin::Perfdata> figures_of(const ImageList& list, const Expectations& expectations,
                                         Time now) {
    std::vector<plugin::Perfdata> figures;
    constexpr double hour = 3600;
    const auto seconds = [](Time from, Time to) {
        return static_cast<double>((to - from).count());
    };
    if (list.created.time) {
        plugin::Perfdata age{"age", std::max(seconds(*list.created.time, now), 0.0), "s"};
        age.thresholds = {expectations.age.warning, expectations.age.critical};
        for (auto* range : {&age.thresholds.warning, &age.thresholds.critical}) {
            if (*range) {
                *range = (*range)->scaled(hour);
            }
        }
        figures.push_back(std::move(age));
    }
    if (list.expires.time) {
        figures.push_back({"expiry", seconds(now, *list.expires.time), "s"});
    }
    figures.push_back(plugin::Perfdata::count("images", static_cast<double>(list.images.size())));
    const auto expired = std::count_if(list.images.begin(), list.images.end(),
                                       [&](const Image& image) { return has_expired(image, now); });
    figures.push_back(plugin::Perfdata::count("expired_images", static_cast<double>(expired)));
    return figures;
}

}  // namespace fedcloud::appdb_update
