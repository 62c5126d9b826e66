// One simulated BDII: a directory that is asked by LDAP.
#include "bdii.hpp"

#include <algorithm>
#include <ctime>
#include <random>
#include <stdexcept>

#include "bdii_faults.hpp"
#include "glue_tree.hpp"
#include "ldap_names.hpp"
#include "ldif.hpp"
#include "setting_values.hpp"

namespace fedcloud::testbed {
namespace {

constexpr Seconds idle_limit{300};
constexpr std::size_t largest_request = 1 << 20;
constexpr std::chrono::seconds longest_use{2};

std::shared_ptr<const ldap::Directory> make_directory(const BdiiSettings& settings) {
    const auto now = std::time(nullptr);
    return std::make_shared<const ldap::Directory>(make_glue_tree(settings, now),
                                                   generalized_time(now, settings.modified_age));
}

bool read_exactly(Connection& connection, std::string& bytes, std::size_t size) {
    auto at = bytes.size();
    bytes.resize(at + size);
    while (at < bytes.size()) {
        const auto count = connection.read(bytes.data() + at, bytes.size() - at);
        if (count <= 0) {
            return false;
        }
        at += static_cast<std::size_t>(count);
    }
    return true;
}

// The next whole message; empty at the end. Throws std::invalid_argument for what is none.
std::string read_message(Connection& connection) {
    std::string bytes;
    if (!connection.wait_for_request(idle_limit) || !read_exactly(connection, bytes, 2)) {
        return {};
    }
    auto [size, more] = ber::read_length(static_cast<std::uint8_t>(bytes[1]));
    if (!read_exactly(connection, bytes, more)) {
        return {};
    }
    for (std::size_t i = 0; i < more; ++i) {
        size = (size << 8U) | static_cast<std::uint8_t>(bytes[2 + i]);
    }
    if (size > largest_request) {
        throw std::invalid_argument{"the request is too large"};
    }
    return read_exactly(connection, bytes, size) ? bytes : std::string{};
}

// As slapd judges it, which knows nobody by a password here.
ldap::Result bind_result(const ldap::BindRequest& bind, const BdiiSettings& settings) {
    constexpr int method_not_supported = 7;
    constexpr int invalid_credentials = 49;
    constexpr int unwilling = 53;
    if (settings.bind_result != ldap::success) {
        return {settings.bind_result, "", settings.result_message};
    }
    if (bind.version < 2 || bind.version > 3) {
        return {ldap::protocol_error, "", "requested protocol version not supported"};
    }
    if (!bind.simple) {
        return {method_not_supported, "", "only a simple bind is known"};
    }
    if (bind.name.empty()) {
        return {};
    }
    if (!ldap::dn_key(bind.name)) {
        return {ldap::invalid_dn_syntax, "", "invalid DN"};
    }
    if (bind.password.empty()) {
        return {unwilling, "", "unauthenticated bind (DN with no password) disallowed"};
    }
    return {invalid_credentials};
}

void sort(std::vector<const ldap::Entry*>& entries, EntryOrder order) {
    if (order == EntryOrder::reverse) {
        std::reverse(entries.begin(), entries.end());
    } else if (order == EntryOrder::shuffled) {
        std::shuffle(entries.begin(), entries.end(), std::mt19937{std::random_device{}()});
    }
}

void limit(ldap::Reply& reply, std::uint64_t most) {
    if (most > 0 && reply.entries.size() > most) {
        reply.entries.resize(most);
        reply.result = {ldap::size_limit_exceeded};
    }
}

}  // namespace

Bdii::Bdii(const BdiiOptions& options) : options_{options.server}, settings_{options.settings} {
    change_settings(Json::object());  // a tree that cannot be is told at once
    listener_ = std::make_unique<Listener>(options_.port, Addresses::ipv4_and_ipv6,
                                           [this](Connection& client) { serve(client); });
}

Json Bdii::summary() const {
    return {
        {"name", name()}, {"url", "ldap://127.0.0.1:" + std::to_string(port())}, {"port", port()}};
}

Json Bdii::description() {
    auto result = summary();
    result["settings"] = to_json(settings_.get());
    result["counters"] = log_.counters();
    result["next_request"] = log_.next_number();
    return result;
}

void Bdii::serve(Connection& connection) {
    log_.count_connection();
    if (faults_.take_handshake_fault(log_.next_number())) {
        connection.wait_until_closed();
        connection.end_with_reset();
        return;
    }
    try {
        while (!connection.ended()) {
            const auto message = read_message(connection);
            if (message.empty()) {
                break;
            }
            const auto request = ldap::read_request(message);
            if (request.tag == ldap::unbind_tag) {
                log_.count_unbind();
                break;
            }
            // What is abandoned was answered before that was heard.
            if (request.tag != ldap::abandon_tag) {
                handle(connection, request);
            }
        }
    } catch (const std::invalid_argument& error) {
        connection.send(ldap::disconnection_notice(ldap::protocol_error, error.what()));
    }
    connection.end();
}

void Bdii::handle(Connection& connection, const ldap::Request& request) {
    const auto number = log_.add(request, connection.number());
    const auto settings = settings_.get();
    const auto reply = reply_to(request, settings);
    if (!connection.pause(settings.latency)) {
        connection.end();
        return;
    }
    if (const auto fault = faults_.at_request(number)) {
        show_fault(connection, *fault, reply, number);
    } else {
        send(connection, reply, number);
    }
}

void Bdii::show_fault(Connection& connection, const Fault& fault, const ldap::Reply& reply,
                      std::uint64_t number) {
    if (fault.type->logged != LoggedStatus::none) {
        log_.set_result(
            number, fault.type->logged == LoggedStatus::of_fault ? fault.code : reply.result.code);
    }
    show_bdii_fault(connection, fault, reply);
}

void Bdii::send(Connection& connection, const ldap::Reply& reply, std::uint64_t number) {
    constexpr std::size_t block_size = 65536;
    log_.set_result(number, reply.result.code);
    const bool last = faults_.breaks_connections_before(number + 1);
    if (last && faults_.refuses(number + 1)) {
        // Before the answer is sent: its reader may connect again at once.
        listener_->set_refusing(true);
        listener_->interrupt_connections(&connection);
    }
    std::string block;
    write(reply, [&](const std::string& one) {
        block += one;
        const bool open = block.size() < block_size || connection.send(block);
        if (block.size() >= block_size) {
            block.clear();
        }
        return open;
    });
    connection.send(block);
    if (last) {
        connection.end();
    }
}

ldap::Reply Bdii::reply_to(const ldap::Request& request, const BdiiSettings& settings) {
    constexpr int stronger_authentication = 8;
    constexpr int unavailable_critical_extension = 12;
    ldap::Reply reply{request.id, ldap::answer_tag(request.tag)};
    if (request.critical_control) {
        reply.result = {unavailable_critical_extension, "", "critical extension is not recognized"};
    } else if (request.tag == ldap::bind_tag) {
        reply.result = bind_result(request.bind, settings);
    } else if (request.tag == ldap::search_tag) {
        return search(request, settings);
    } else if (request.tag == ldap::extended_tag) {
        reply.result = {ldap::protocol_error, "", "unsupported extended operation"};
    } else {
        reply.result = {stronger_authentication, "", "modifications require authentication"};
    }
    return reply;
}

ldap::Reply Bdii::search(const ldap::Request& request, const BdiiSettings& settings) {
    ldap::Reply reply{request.id, ldap::search_done_tag, {}, request.search};
    if (!settings.referral.empty()) {
        reply.result = {ldap::referral, "", settings.result_message, settings.referral};
        return reply;
    }
    reply.directory = directory();
    auto found = reply.directory->search(request.search);
    reply.entries = std::move(found.entries);
    reply.result = found.result;
    reply.references = settings.references;
    sort(reply.entries, settings.sort);
    limit(reply, settings.size_limit);
    limit(reply, request.search.size_limit);
    if (settings.result != ldap::success) {
        reply.entries.resize(std::min(reply.entries.size(), settings.result_after));
        reply.result = {settings.result, "", settings.result_message};
    }
    return reply;
}

// Its own tree is made anew from time to time, so that its dates stay as old as they are to be.
std::shared_ptr<const ldap::Directory> Bdii::directory() {
    const std::lock_guard lock{mutex_};
    if (replaced_) {
        return replaced_;
    }
    if (Clock::now() - made_ > longest_use) {
        made_ = Clock::now();
        own_ = make_directory(settings_.get());
    }
    return own_;
}

void Bdii::change_settings(const Json& changes) {
    const std::lock_guard lock{mutex_};
    auto changed = settings_.get();
    apply_settings(changed, changes);
    own_ = make_directory(changed);
    made_ = Clock::now();
    settings_.apply(changes);
}

Json Bdii::replace_entries(const Json& description) {
    if (!description.is_object() || !description.contains("ldif")) {
        throw std::invalid_argument{"the entries are {\"ldif\": \"…\"}"};
    }
    auto entries = ldap::read_ldif(read_text("ldif", description["ldif"]));
    auto directory = std::make_shared<const ldap::Directory>(
        std::move(entries), generalized_time(std::time(nullptr), 0));
    const std::lock_guard lock{mutex_};
    replaced_ = std::move(directory);
    return {{"entries", replaced_->size()}};
}

void Bdii::restore_entries() {
    const std::lock_guard lock{mutex_};
    replaced_.reset();
}

Json Bdii::add_fault(const Json& description) {
    const auto fault =
        read_fault(description, log_.next_number(), bdii_fault_types(), bdii_fault_defaults());
    faults_.add(fault);
    const auto next = log_.next_number();
    if (faults_.refuses(next)) {
        listener_->set_refusing(true);
    }
    if (faults_.breaks_connections_before(next)) {
        listener_->interrupt_connections();
    }
    return {{"kind", fault.type->name}, {"at", fault.at}, {"times", fault.times}};
}

void Bdii::clear_faults() {
    faults_.clear();
    listener_->set_refusing(false);
}

}  // namespace fedcloud::testbed
