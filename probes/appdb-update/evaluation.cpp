#include "evaluation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>

#include "auth/certificates.hpp"
#include "net/url.hpp"
#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::appdb_update {
namespace {

using plugin::State;

// A list that seems to come from the future comes from a clock that is ahead of ours; more than
// this no clock that is looked after is.
constexpr std::chrono::minutes clock_difference(2);

constexpr std::array<std::pair<std::string_view, std::size_t>, 6> digest_digits{
    {{"md5", 32}, {"sha1", 40}, {"sha224", 56}, {"sha256", 64}, {"sha384", 96}, {"sha512", 128}}};

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

std::string beyond(const plugin::Range& range, bool is_plain) {
    return is_plain ? fmt::format("more than {}h", plugin::format_number(*range.upper()))
                    : fmt::format("outside {} hours", range.to_string());
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
                                         distance(created, now), list.created.text));
    }
    const double age = std::max(hours_between(created, now), 0.0);
    const auto state = expectations.age.judge(age);
    const auto told = fmt::format("the list was created {} ago", distance(created, now));
    if (state == State::ok) {
        return {state, name, told};
    }
    const auto& range =
        state == State::critical ? expectations.age.critical : expectations.age.warning;
    const bool too_old = range->upper() && age > *range->upper();
    return {state, name,
            fmt::format("{}, {}: AppDB has not renewed it since {}", told, beyond(*range, too_old),
                        list.created.text)};
}

Finding judge_expires(const ImageList& list, Time now) {
    const std::string name = "expires";
    if (!list.expires.time) {
        return date_missing(name, list.expires);
    }
    const auto expires = *list.expires.time;
    if (expires <= now) {
        return spoiled(name, fmt::format("the list expired {} ago ({}): sites drop it",
                                         distance(expires, now), list.expires.text));
    }
    return {State::ok, name, fmt::format("it expires in {}", distance(expires, now))};
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

// A size in bytes that is one: digits, and not zero.
bool is_size(const std::string& text) {
    std::uint64_t size = 0;
    const auto* end = text.data() + text.size();
    const auto [read, error] = std::from_chars(text.data(), end, size);
    return error == std::errc() && read == end && size > 0;
}

std::string problem_of(const Checksum& checksum, std::size_t digits) {
    const auto name = "sl:checksum:" + checksum.algorithm;
    if (checksum.value.size() != digits) {
        return fmt::format("{} has {} digits instead of {}", name, checksum.value.size(), digits);
    }
    return checksum.value.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos
               ? ""
               : name + " is not hexadecimal";
}

void add_checksum_problems(const Image& image, std::vector<std::string>& problems) {
    bool has_known = false;
    for (const auto& checksum : image.checksums) {
        const auto known =
            std::find_if(digest_digits.begin(), digest_digits.end(),
                         [&](const auto& each) { return each.first == checksum.algorithm; });
        if (known == digest_digits.end()) {
            continue;
        }
        has_known = true;
        if (auto problem = problem_of(checksum, known->second); !problem.empty()) {
            problems.push_back(std::move(problem));
        }
    }
    if (!has_known) {
        problems.emplace_back("no sl:checksum:sha512");
    }
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
            expired.push_back(
                fmt::format("{} {} ago", describe(image), distance(*image.expires.time, now)));
        }
    }
    if (expired.empty()) {
        return {State::ok, name, "none has expired"};
    }
    const bool all = expired.size() == list.images.size();
    return {all ? State::critical : State::warning, name,
            fmt::format("{} of {} images have expired: {}", expired.size(), list.images.size(),
                        enumerate(expired))};
}

}  // namespace

std::string distance(Time time, Time now) {
    // What lies beyond the clock of nanoseconds is far away all the same.
    constexpr std::chrono::hours most(24 * 365 * 250);
    const auto seconds = std::chrono::abs(time - now);
    return auth::distance(std::min<std::chrono::seconds>(seconds, most));
}

std::string enumerate(const std::vector<std::string>& items) {
    constexpr std::size_t most = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(items.size(), most); ++i) {
        text += (i == 0 ? "" : ", ") + items[i];
    }
    return items.size() > most ? fmt::format("{} and {} more", text, items.size() - most) : text;
}

std::string describe(const Image& image) {
    if (image.title.empty() && image.identifier.empty()) {
        return "an image without title and identifier";
    }
    if (image.title.empty() || image.identifier.empty()) {
        return plugin::clean(image.title + image.identifier, 80);
    }
    return fmt::format("{} ({})", plugin::clean(image.title, 60),
                       plugin::clean(image.identifier, 40));
}

bool has_expired(const Image& image, Time now) {
    return image.expires.time && *image.expires.time <= now;
}

std::vector<std::string> problems_of(const Image& image) {
    std::vector<std::string> problems;
    const auto demand = [&](const std::string& value, const char* name) {
        if (value.empty()) {
            problems.push_back(fmt::format("no {}", name));
        }
        return !value.empty();
    };
    demand(image.identifier, "dc:identifier");
    if (demand(image.uri, "hv:uri")) {
        if (const auto url = net::parse_url(image.uri); !url) {
            problems.push_back(fmt::format("hv:uri {}: {}", quoted(image.uri), url.error()));
        }
    }
    add_checksum_problems(image, problems);
    if (demand(image.size, "hv:size") && !is_size(image.size)) {
        problems.push_back(fmt::format("hv:size is {}, no number of bytes", quoted(image.size)));
    }
    demand(image.format, "hv:format");
    demand(image.version, "hv:version");
    if (!image.expires.text.empty() && !image.expires.time) {
        problems.push_back(
            fmt::format("dc:date:expires is {}, no time", quoted(image.expires.text)));
    }
    return problems;
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
