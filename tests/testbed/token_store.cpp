// The tokens that one Keystone has issued.
#include "token_store.hpp"

#include <algorithm>
#include <ctime>

#include "text.hpp"

namespace fedcloud::testbed {
namespace {

// As long as Keystone's Fernet tokens, and with their version byte and the years of now.
constexpr std::string_view id_start = "gAAAAA";
constexpr std::size_t id_length = 183;
constexpr std::size_t most_tokens = 20000;

}  // namespace

std::string iso_time(WallClock::time_point time, TimeForm form) {
    const auto seconds = WallClock::to_time_t(time);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[40];
    const auto size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    return std::string(text, size) + (form == TimeForm::microseconds ? ".000000Z" : "Z");
}

Token TokenStore::issue(Token token, std::uint64_t bytes) {
    token.id = std::string{id_start} + random_text(id_length - id_start.size());
    token.padding = bytes > id_length ? bytes - id_length : 0;
    token.audit_id = random_text(22);
    token.issued = WallClock::now();
    const std::lock_guard lock{mutex_};
    tokens_[token.id] = token;
    order_.push_back(token.id);
    if (order_.size() > most_tokens) {
        tokens_.erase(order_.front());
        order_.pop_front();
    }
    return token;
}

std::optional<Token> TokenStore::find(const std::string& presented) {
    const std::lock_guard lock{mutex_};
    const auto* token = locate(presented);
    return token != nullptr && token->valid() ? std::optional{*token} : std::nullopt;
}

void TokenStore::revoke(const std::string& presented) {
    const std::lock_guard lock{mutex_};
    if (auto* token = locate(presented)) {
        token->revoked = true;
    }
}

void TokenStore::revoke_all() {
    const std::lock_guard lock{mutex_};
    for (auto& [id, token] : tokens_) {
        token.revoked = true;
    }
}

Json TokenStore::list() {
    const std::lock_guard lock{mutex_};
    Json result = Json::array();
    for (const auto& id : order_) {
        const auto& token = tokens_.at(id);
        result.push_back({{"id", token.id},
                          {"project", token.project ? Json(token.project->name) : Json(nullptr)},
                          {"expires", iso_time(token.expires, TimeForm::seconds)},
                          {"valid", token.valid()},
                          {"user", token.user.name},
                          {"methods", token.methods},
                          {"padding", token.padding}});
    }
    return result;
}

Token* TokenStore::locate(const std::string& presented) {
    const auto found = tokens_.find(presented.substr(0, id_length));
    if (found == tokens_.end() || presented.size() - id_length != found->second.padding ||
        !std::all_of(presented.begin() + id_length, presented.end(),
                     [](char letter) { return letter == 'A'; })) {
        return nullptr;
    }
    return &found->second;
}

}  // namespace fedcloud::testbed
