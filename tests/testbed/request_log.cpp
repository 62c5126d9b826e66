// The requests that a server received since the last reset, and its counters.
#include "request_log.hpp"

#include <algorithm>

namespace fedcloud::testbed {
namespace {

// The log must not grow for ever under a benchmark.
constexpr std::size_t most_entries = 5000;
constexpr std::size_t longest_body = 8192;

Json headers_json(const HeaderList& headers) {
    Json result = Json::object();
    for (const auto& [name, value] : headers) {
        const bool again = result.contains(name);
        result[name] = again ? result[name].get<std::string>() + ", " + value : value;
    }
    return result;
}

}  // namespace

std::uint64_t RequestLog::add(const HttpRequest& request, std::uint64_t connection,
                              const std::optional<ClientIdentity>& client) {
    const std::lock_guard lock{mutex_};
    entries_.push_back({++requests_, request, connection, client, 0});
    auto& body = entries_.back().request.body;
    body.resize(std::min(body.size(), longest_body));
    if (entries_.size() > most_entries) {
        entries_.pop_front();
    }
    return requests_;
}

void RequestLog::set_status(std::uint64_t number, int status) {
    const std::lock_guard lock{mutex_};
    for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) {
        if (entry->number == number) {
            entry->status = status;
            return;
        }
    }
}

std::uint64_t RequestLog::next_number() {
    const std::lock_guard lock{mutex_};
    return requests_ + 1;
}

void RequestLog::count_connection() {
    const std::lock_guard lock{mutex_};
    ++connections_;
}

void RequestLog::count_handshake() {
    const std::lock_guard lock{mutex_};
    ++handshakes_;
}

void RequestLog::count_collection_delete() {
    const std::lock_guard lock{mutex_};
    ++collection_deletes_;
}

void RequestLog::reset() {
    const std::lock_guard lock{mutex_};
    entries_.clear();
    requests_ = connections_ = handshakes_ = collection_deletes_ = 0;
}

Json RequestLog::requests() {
    const std::lock_guard lock{mutex_};
    Json result = Json::array();
    for (const auto& entry : entries_) {
        Json item = Json::object();
        item["n"] = entry.number;
        item["method"] = entry.request.method;
        item["path"] = entry.request.target;
        item["headers"] = headers_json(entry.request.headers);
        item["body"] = entry.request.body;
        item["status"] = entry.status;
        item["connection"] = entry.connection;
        item["client_subject"] = entry.client ? Json(entry.client->subject) : Json(nullptr);
        result.push_back(item);
    }
    return result;
}

Json RequestLog::counters() {
    const std::lock_guard lock{mutex_};
    return {{"requests", requests_},
            {"connections", connections_},
            {"tls_handshakes", handshakes_},
            {"collection_deletes", collection_deletes_}};
}

}  // namespace fedcloud::testbed
