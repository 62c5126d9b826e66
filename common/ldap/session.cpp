#include "ldap/session.hpp"

#include <errno.h>
#include <fmt/format.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#include <array>
#include <utility>
#include <vector>

#include "ldap/result_code.hpp"
#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::ldap {

using plugin::Checked;
using plugin::Clock;
using plugin::Fault;
using plugin::WaitResult;

namespace {

// In memory, so that many empty values count, too.
std::size_t size_of(const Entry& entry) {
    auto size = sizeof(Entry) + entry.dn.size();
    for (const auto& attribute : entry.attributes) {
        size += sizeof(Attribute) + attribute.name.size();
        for (const auto& value : attribute.values) {
            size += sizeof(std::string) + value.size();
        }
    }
    return size;
}

}  // namespace

bool Connection::Session::set_up() {
    LDAP* const handle = handle_.get();
    const int version = LDAP_VERSION3;
    const int dereference = LDAP_DEREF_NEVER;
    Sockbuf* buffer = nullptr;
    ber_len_t most = limits_.message;
    return ldap_set_option(handle, LDAP_OPT_PROTOCOL_VERSION, &version) == LDAP_OPT_SUCCESS &&
           ldap_set_option(handle, LDAP_OPT_DEREF, &dereference) == LDAP_OPT_SUCCESS &&
           ldap_set_option(handle, LDAP_OPT_REFERRALS, LDAP_OPT_OFF) == LDAP_OPT_SUCCESS &&
           ldap_get_option(handle, LDAP_OPT_SOCKBUF, &buffer) == LDAP_OPT_SUCCESS &&
           ber_sockbuf_ctrl(buffer, LBER_SB_OPT_SET_MAX_INCOMING, &most) == 1 &&
           gate_.install(buffer);
}

Fault Connection::Session::too_late() const {
    return Fault::too_late(fmt::format("{} took the search and did not {} its answer within {}s",
                                       server_, between_ && bytes_ == 0 ? "begin" : "end",
                                       plugin::format_seconds(Clock::now() - asked_)));
}

// Whoever answers a search with something else than an LDAPMessage (a SEQUENCE, RFC 4511 section
// 4.1.1) says in its first bytes what it is. libldap would wait for the rest of it.
Checked<void> Connection::Session::wait(const plugin::Until& until) {
    switch (plugin::wait_for(fd_, POLLIN, until)) {
        case WaitResult::interrupted:
            return Unexpected{Fault::by_signal()};
        case WaitResult::timed_out:
            return Unexpected{too_late()};
        case WaitResult::ready:
            break;
    }
    if (until.deadline.expired()) {
        return Unexpected{too_late()};
    }
    if (std::exchange(between_, false)) {
        std::array<char, 64> start{};
        const auto size = recv(fd_, start.data(), start.size(), MSG_PEEK);
        if (size > 0 && start[0] != LDAP_TAG_MESSAGE) {
            return Unexpected{no_ldap({start.data(), static_cast<std::size_t>(size)})};
        }
    }
    return {};
}

Fault Connection::Session::no_ldap(std::string_view what) const {
    return Fault::service(
        fmt::format("{} does not speak LDAP: it said '{}'", server_, plugin::clean(what, 64)));
}

// What `error`, an errno that libldap left behind, tells of a connection that it gave up.
Fault Connection::Session::lost(int error) const {
    int code = 0;
    ldap_get_option(handle_.get(), LDAP_OPT_RESULT_CODE, &code);
    if (code == LDAP_NO_MEMORY) {
        return Fault::ours("out of memory on the monitoring host");
    }
    if (gate_.at_end() || error == ECONNRESET || error == EPIPE) {
        return Fault::service(
            fmt::format("{} closed the connection without answering the search", server_));
    }
    if (error == ERANGE) {
        return Fault::service(fmt::format("{} sent a message that is no LDAP or longer than {} MB",
                                          server_, limits_.message >> 20U));
    }
    if (error == 0) {
        return Fault::service(fmt::format("{} sent a message that is no LDAP", server_));
    }
    return Fault::service(fmt::format("the connection to {} broke: {}", server_, strerror(error)));
}

// Notice of disconnection, RFC 4511 section 4.4.1.
Fault Connection::Session::notice(LDAPMessage* message) const {
    Answer answer;
    if (!read_result(handle_.get(), message, answer)) {
        return Fault::service(fmt::format("{} sent a message that is no LDAP", server_));
    }
    return Fault::service(
        fmt::format("{} ended the session: {}{}{}", server_, result_name(answer.code),
                    answer.diagnostic.empty() ? "" : ": ", plugin::clean(answer.diagnostic, 120)));
}

Checked<int> Connection::Session::send(const Search& search) {
    std::vector<char*> names;
    for (const auto& name : search.attributes) {
        names.push_back(const_cast<char*>(name.c_str()));  // read only, but declared char**
    }
    names.push_back(nullptr);
    const int scope = search.scope == Scope::base        ? LDAP_SCOPE_BASE
                      : search.scope == Scope::one_level ? LDAP_SCOPE_ONELEVEL
                                                         : LDAP_SCOPE_SUBTREE;
    int id = 0;
    errno = 0;
    // Without limits of time, and of size unless it is asked for: slapd answers with
    // adminLimitExceeded where its own are lower, as if it had nothing.
    const int sent =
        ldap_search_ext(handle_.get(), search.base.c_str(), scope, search.filter.c_str(),
                        names.data(), 0, nullptr, nullptr, nullptr, search.size_limit, &id);
    const int error = errno;
    if (sent == LDAP_FILTER_ERROR) {
        return Unexpected{Fault::ours(
            fmt::format("the filter '{}' is none (RFC 4515)", plugin::clean(search.filter, 160)))};
    }
    if (sent != LDAP_SUCCESS) {
        return Unexpected{lost(error)};
    }
    return id;
}

Checked<Message> Connection::Session::next(const plugin::Until& until) {
    for (;;) {
        constexpr std::size_t at_a_time = 64U << 10U;  // read within a millisecond
        gate_.allow(at_a_time);
        LDAPMessage* raw = nullptr;
        timeval at_once{};
        errno = 0;
        const int type =
            between_ ? 0 : ldap_result(handle_.get(), LDAP_RES_ANY, LDAP_MSG_ONE, &at_once, &raw);
        if (type > 0) {
            return Message(raw);
        }
        if (type < 0) {
            return Unexpected{lost(errno)};
        }
        if (auto waited = wait(until); !waited) {
            return Unexpected{std::move(waited).error()};
        }
    }
}

Checked<void> Connection::Session::take_entry(LDAPMessage* message, Answer& answer) {
    auto entry = read_entry(handle_.get(), message);
    if (!entry) {
        return Unexpected{Fault::service(fmt::format("{} sent an entry that is no LDAP", server_))};
    }
    bytes_ += size_of(*entry);
    if (answer.entries.size() >= limits_.entries || bytes_ > limits_.bytes) {
        return Unexpected{Fault::service(
            fmt::format("{} sends more than {} entries or {} MB in answer to one search", server_,
                        limits_.entries, limits_.bytes >> 20U))};
    }
    answer.entries.push_back(std::move(*entry));
    return {};
}

Checked<bool> Connection::Session::take(LDAPMessage* message, int id, Answer& answer) {
    const int type = ldap_msgtype(message);
    if (ldap_msgid(message) == LDAP_RES_UNSOLICITED && type == LDAP_RES_EXTENDED) {
        return Unexpected{notice(message)};
    }
    if (ldap_msgid(message) != id) {
        return false;  // RFC 4511 section 4.1.1.1: not ours to understand
    }
    switch (type) {
        case LDAP_RES_SEARCH_ENTRY:
            if (auto taken = take_entry(message, answer); !taken) {
                return Unexpected{std::move(taken).error()};
            }
            return false;
        case LDAP_RES_SEARCH_REFERENCE:
            ++answer.references;
            return false;
        case LDAP_RES_INTERMEDIATE:
            return false;
        case LDAP_RES_SEARCH_RESULT:
            if (read_result(handle_.get(), message, answer)) {
                return true;
            }
            break;
        default:
            break;
    }
    return Unexpected{Fault::service(
        fmt::format("{} answered a search with what is no answer to one (0x{:x})", server_, type))};
}

Checked<Answer> Connection::Session::search(const Search& search, const plugin::Until& until) {
    if (!std::exchange(usable_, false)) {
        return Unexpected{Fault::service(fmt::format("the connection to {} is gone", server_))};
    }
    bytes_ = 0;
    between_ = true;
    asked_ = Clock::now();
    const auto id = send(search);
    if (!id) {
        return Unexpected{id.error()};
    }
    Answer answer;
    for (;;) {
        auto message = next(until);
        if (!message) {
            return Unexpected{std::move(message).error()};
        }
        const auto complete = take(message->get(), *id, answer);
        if (!complete) {
            return Unexpected{complete.error()};
        }
        if (*complete) {
            usable_ = true;
            return answer;
        }
        // A server that never pauses is never waited for.
        if (until.deadline.expired()) {
            return Unexpected{too_late()};
        }
    }
}

}  // namespace fedcloud::ldap
