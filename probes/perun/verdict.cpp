#include "verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::perun {
namespace {

using namespace std::chrono_literals;
using plugin::Fault;
using plugin::State;

constexpr std::size_t longest_name = 60;

std::string count_in_words(double count, std::string_view what) {
    return fmt::format("{} {}{}", plugin::format_number(count, 0), what, count == 1 ? "" : "s");
}

// The zone is not told, so the nearest whole quarter of an hour is taken for it.
std::string compare_clocks(const plugin::Timestamp& server,
                           std::chrono::system_clock::time_point asked) {
    const std::chrono::duration<double> difference = server.time - asked;
    const double quarters = std::round(difference / 15min);
    const std::chrono::duration<double> rest = difference - quarters * 15min;
    constexpr double most_quarters = 14 * 4;
    const auto time = plugin::format_utc(server.time).substr(0, 19);
    if (std::abs(quarters) > most_quarters) {
        return fmt::format("its clock shows {}, {} {} ours in UTC", time,
                           plugin::distance(server.time - asked),
                           difference.count() < 0 ? "behind" : "ahead of");
    }
    const int minutes = static_cast<int>(std::abs(quarters)) * 15;
    return fmt::format("its clock shows {}: {}s {} ours, if its zone is UTC{}{:02}:{:02}", time,
                       plugin::format_number(std::abs(rest.count()), 1),
                       rest.count() < 0 ? "behind" : "ahead of", quarters < 0 ? '-' : '+',
                       minutes / 60, minutes % 60);
}

struct Lag {
    const Consumer* slowest = nullptr;
    double messages = 0;
};

// A consumer may be ahead of the number that was read before it.
std::optional<Lag> find_lag(const Status& status) {
    if (!status.last_message || status.consumers.empty()) {
        return std::nullopt;
    }
    const auto slowest = std::min_element(
        status.consumers.begin(), status.consumers.end(),
        [](const auto& a, const auto& b) { return a.last_processed < b.last_processed; });
    return Lag{&*slowest, std::max(0.0, *status.last_message - slowest->last_processed)};
}

std::string versions_in_words(const Status& status) {
    std::string text = status.perun.empty() ? "Perun" : "Perun " + plugin::clean(status.perun, 40);
    text += " is alive";
    return status.perun_db.empty() ? text
                                   : text + ", PerunDB " + plugin::clean(status.perun_db, 40);
}

std::optional<Fault> judge_lag(const std::optional<Lag>& lag, const plugin::Thresholds& limits) {
    if (!limits.warning && !limits.critical) {
        return std::nullopt;
    }
    if (!lag) {
        return Fault::degraded(
            "nothing to judge the consumers' lag (-w, -c) by: Perun tells of no consumers or no "
            "LastMessageId");
    }
    const auto state = limits.judge(lag->messages);
    if (state == State::ok) {
        return std::nullopt;
    }
    const bool critical = state == State::critical;
    auto text = fmt::format("consumer '{}' is {} behind, {}",
                            plugin::clean(lag->slowest->name, longest_name),
                            count_in_words(lag->messages, "message"), limits.reason(state));
    return critical ? Fault::service(std::move(text)) : Fault::degraded(std::move(text));
}

// Lines that hide a consumer's lag, however many good ones stand beside them.
std::optional<Fault> judge_lines(const Status& status) {
    if (!status.unreadable.empty()) {
        constexpr std::size_t longest = 120;
        return Fault::degraded(fmt::format(
            "the lag is not known of all consumers: {} of Perun's status cannot be read: {}",
            count_in_words(static_cast<double>(status.unreadable.size()), "line"),
            plugin::clean(status.unreadable.front(), longest)));
    }
    if (status.last_messages > 1) {
        return Fault::degraded(fmt::format("the lag is not known: Perun tells {} LastMessageIds",
                                           status.last_messages));
    }
    const auto last = status.last_message.value_or(0);
    // Ahead by what may be written between two looks is no fault: see find_lag.
    const auto beyond =
        std::find_if(status.consumers.begin(), status.consumers.end(), [&](const auto& consumer) {
            return consumer.last_processed - last > std::max(last, 1000.0);
        });
    if (!status.last_message || beyond == status.consumers.end()) {
        return std::nullopt;
    }
    return Fault::degraded(fmt::format(
        "consumer '{}' has processed message {}, far beyond the last one, {}: its lag is not known",
        plugin::clean(beyond->name, longest_name), plugin::format_number(beyond->last_processed, 0),
        plugin::format_number(last, 0)));
}

void tell_details(const Status& status, const Question& question, Verdict& verdict) {
    constexpr std::size_t most = 40;
    constexpr std::size_t longest = 120;
    for (const auto& version : status.versions) {
        if (verdict.details.size() < most) {
            verdict.details.push_back(plugin::clean(version, longest));
        }
    }
    for (const auto& consumer : status.consumers) {
        if (verdict.details.size() < most && status.last_message) {
            verdict.details.push_back(fmt::format(
                "consumer '{}' is {} behind", plugin::clean(consumer.name, longest_name),
                count_in_words(std::max(0.0, *status.last_message - consumer.last_processed),
                               "message")));
        }
    }
    if (status.server_time) {
        verdict.details.push_back(compare_clocks(*status.server_time, question.asked));
    }
}

Verdict judge_status(const Status& status, const Question& question) {
    Verdict verdict;
    verdict.text = versions_in_words(status);
    const auto lag = find_lag(status);
    if (lag) {
        verdict.lag = lag->messages;
        verdict.text +=
            fmt::format(", {}, at most {} behind",
                        count_in_words(static_cast<double>(status.consumers.size()), "consumer"),
                        count_in_words(lag->messages, "message"));
    }
    verdict.consumers = static_cast<double>(status.consumers.size());
    verdict.last_message = status.last_message;
    tell_details(status, question, verdict);
    verdict.fault = judge_lag(lag, question.lag);
    if (auto unknown = judge_lines(status);
        unknown && (!verdict.fault || verdict.fault->blame != plugin::Blame::service)) {
        verdict.fault = std::move(unknown);
    }
    if (!verdict.fault && status.perun_db.empty()) {
        verdict.fault =
            Fault::degraded(verdict.text +
                            ", but its status lacks the version of its database (Version of "
                            "PerunDB)");
    }
    return verdict;
}

bool begins_with(const std::string& text, std::string_view prefix) {
    return text.compare(0, prefix.size(), prefix) == 0;
}

bool ends_with(const std::string& text, std::string_view suffix) {
    return text.size() >= suffix.size() &&
           text.compare(text.size() - suffix.size(), suffix.size(), suffix) == 0;
}

Fault explain_error(const Error& error, const Question& question) {
    const auto quoted =
        fmt::format("{}: {}", plugin::clean(error.name, longest_name),
                    plugin::clean(error.message.empty() ? "no message" : error.message, 160));
    if (begins_with(error.name, "Mfa")) {
        return Fault::ours(fmt::format(
            "Perun is alive, but wants a second factor, which an unattended check has not: have "
            "our identity exempted from it ({})",
            quoted));
    }
    if (ends_with(error.name, "PrivilegeException")) {
        return Fault::ours(fmt::format(
            "Perun is alive, but our credential has no role there: ask its administrators to give "
            "its DN the role PERUNOBSERVER ({})",
            quoted));
    }
    if (error.name == "RpcException" &&
        (error.type == "INVALID_URL" || error.message.find("INVALID_URL") != std::string::npos)) {
        return Fault::ours(
            fmt::format("Perun is alive, but {} is no URL of its RPC: the base URL ends with rpc/, "
                        "such as https://perun.egi.eu/cert/rpc/ ({})",
                        question.source, quoted));
    }
    return Fault::service(fmt::format(
        "Perun answers with the error {}{}", quoted,
        question.http_status == 200 ? "" : fmt::format(" (HTTP {})", question.http_status)));
}

std::string entitled(const std::string& title) {
    return title.empty() ? "" : fmt::format(" (a web page, '{}')", plugin::clean(title, 120));
}

}  // namespace

Fault explain_status(int status, const std::string& url, const std::string& title,
                     const std::string& location, bool default_url) {
    const auto what = fmt::format("HTTP {} from {}{}", status, url, entitled(title));
    if (status >= 300 && status < 400) {
        return Fault::service(fmt::format(
            "{}: it sends us to '{}' instead of answering: has Perun moved, or does the front end "
            "want another log-in?",
            what, plugin::clean(location, 120)));
    }
    if (status == 404) {
        return Fault::service(
            what + ": the front end is alive and has no Perun RPC there: " +
            (default_url ? "has its base URL changed, is the application deployed?"
                         : "is --endpoint (or -H) right? else: is the application deployed?"));
    }
    if (status == 502 || status == 503 || status == 504) {
        return Fault::service(what +
                              ": the front end is alive, and Perun behind it does not answer");
    }
    return Fault::service(what + (status >= 500 ? ": an internal error, not told in Perun's words"
                                                : ": not an answer of Perun"));
}

Verdict judge(const Answer& answer, const Question& question) {
    if (const auto* status = std::get_if<Status>(&answer)) {
        return judge_status(*status, question);
    }
    if (const auto* error = std::get_if<Error>(&answer)) {
        return {explain_error(*error, question)};
    }
    if (const auto* html = std::get_if<Html>(&answer)) {
        return {Fault::service(fmt::format(
            "the front end of {} answers with a web page{} in the place of Perun: maintenance, a "
            "log-in page, or a wrong base URL",
            question.source,
            html->title.empty() ? "" : fmt::format(", '{}',", plugin::clean(html->title, 120))))};
    }
    return {Fault::service(fmt::format("{} answers with {}, not with Perun's status",
                                       question.source, std::get<Other>(answer).what))};
}

}  // namespace fedcloud::perun
