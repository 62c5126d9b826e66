// The requests that a BDII received since the last reset, and its counters.
#include "bdii_log.hpp"

#include <array>

namespace fedcloud::testbed {
namespace {

constexpr std::size_t most_entries = 5000;
constexpr std::array<const char*, 3> scopes{"base", "one", "sub"};

void describe(Json& item, const ldap::Request& request) {
    if (request.tag == ldap::bind_tag) {
        item["version"] = request.bind.version;
        item["name"] = request.bind.name;
    } else if (request.tag == ldap::search_tag) {
        const auto& search = request.search;
        item["base"] = search.base;
        item["scope"] = scopes[static_cast<std::size_t>(search.scope)];
        item["filter"] = ldap::to_text(search.filter);
        item["attributes"] = search.attributes;
        item["size_limit"] = search.size_limit;
    } else if (request.tag == ldap::extended_tag) {
        item["name"] = request.extension;
    }
}

}  // namespace

std::uint64_t BdiiLog::add(const ldap::Request& request, std::uint64_t connection) {
    const std::lock_guard lock{mutex_};
    Json item = {{"n", ++requests_},
                 {"operation", ldap::operation_name(request.tag)},
                 {"connection", connection},
                 {"result", nullptr}};
    describe(item, request);
    entries_.push_back(std::move(item));
    if (entries_.size() > most_entries) {
        entries_.pop_front();
    }
    return requests_;
}

void BdiiLog::set_result(std::uint64_t number, int code) {
    const std::lock_guard lock{mutex_};
    // A reset may have come between.
    if (!entries_.empty() && number <= requests_ && number >= entries_.front()["n"]) {
        entries_[number - entries_.front()["n"].get<std::uint64_t>()]["result"] = code;
    }
}

std::uint64_t BdiiLog::next_number() {
    const std::lock_guard lock{mutex_};
    return requests_ + 1;
}

void BdiiLog::count_connection() {
    const std::lock_guard lock{mutex_};
    ++connections_;
}

void BdiiLog::count_unbind() {
    const std::lock_guard lock{mutex_};
    ++unbinds_;
}

void BdiiLog::reset() {
    const std::lock_guard lock{mutex_};
    entries_.clear();
    requests_ = connections_ = unbinds_ = 0;
}

Json BdiiLog::requests() {
    const std::lock_guard lock{mutex_};
    Json list = Json::array();
    for (const auto& entry : entries_) {
        list.push_back(entry);
    }
    return list;
}

Json BdiiLog::counters() {
    const std::lock_guard lock{mutex_};
    return {{"requests", requests_}, {"connections", connections_}, {"unbinds", unbinds_}};
}

}  // namespace fedcloud::testbed
