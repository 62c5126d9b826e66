// A GOCDB: the public and the private programmatic interface of a registry of sites and services.
#include "gocdb.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "gocdb_answers.hpp"
#include "gocdb_collections.hpp"
#include "gocdb_json.hpp"
#include "gocdb_results.hpp"

namespace fedcloud::testbed {
namespace {

using gocdb::Refused;

constexpr std::array content_settings{"content", "sites", "services", "placed"};
constexpr std::size_t most_made_bytes = 256'000'000;

struct Door {
    bool is_private = false;
    bool needs_slash = false;  // Apache redirects to what has one
};

std::optional<Door> find_door(const std::string& path) {
    for (const bool is_private : {false, true}) {
        const std::string folder = is_private ? "/private" : "/public";
        if (path == folder + "/" || path == folder + "/index.php" || path == folder) {
            return Door{is_private, path == folder};
        }
    }
    return std::nullopt;
}

Answer redirect_to_slash(const Call& call) {
    auto answer = apache_error(301, "The document has moved.");
    answer.headers.emplace_back(
        "Location", call.base_url + call.path + "/" + (call.query.empty() ? "" : "?" + call.query));
    return answer;
}

// Who may not see what only those may whom GOCDB can identify.
void check_identifier(const Call& call, const GocdbSettings& settings, bool is_private) {
    if (is_private && settings.private_is_open) {
        return;
    }
    if (!call.client) {
        throw Refused{
            "No valid identifier found. Try accessing the resource through the private interface.",
            false};
    }
    if (!settings.identifiers) {
        return;
    }
    for (const auto& known : *settings.identifiers) {
        if (known == call.client->subject) {
            return;
        }
    }
    throw Refused{"Authorisation required to read personal data (" + call.client->subject +
                      " is not registered)",
                  false};
}

std::string door_of(const Call& call) {
    return call.path.starts_with("/private") ? "/private/" : "/public/";
}

GocdbSettings first_settings(const GocdbOptions& options) {
    auto settings = options.settings;
    settings.latency = options.latency;
    return settings;
}

std::shared_ptr<const gocdb::Registry> share(gocdb::Registry registry) {
    return std::make_shared<const gocdb::Registry>(std::move(registry));
}

}  // namespace

Gocdb::Gocdb(const GocdbOptions& options, std::vector<gocdb::RunningServer> servers)
    : servers_{std::move(servers)}, settings_{first_settings(options)} {
    publish(content());
}

void Gocdb::set_address(const std::string& url) {
    const std::lock_guard lock{mutex_};
    address_ = url;
    if (settings_.content == "running") {
        publish(content());
    }
}

std::shared_ptr<const gocdb::Registry> Gocdb::content() const {
    if (settings_.content == "awkward") {
        return share(gocdb::make_awkward_registry());
    }
    if (settings_.content == "large") {
        return share(gocdb::make_large_registry(settings_.sites, settings_.services));
    }
    if (settings_.content == "empty") {
        return share(gocdb::read_registry(Json::object()));
    }
    return share(gocdb::make_running_registry(servers_, settings_.placed, address_));
}

void Gocdb::publish(std::shared_ptr<const gocdb::Registry> registry) {
    whole_ = std::move(registry);
    published_ = gocdb::spoilt(whole_, settings_);
    ++edition_;
    made_.clear();
    made_bytes_ = 0;
}

Gocdb::State Gocdb::state() {
    const std::lock_guard lock{mutex_};
    return {settings_, published_, edition_};
}

Seconds Gocdb::latency() {
    const std::lock_guard lock{mutex_};
    return settings_.latency;
}

Json Gocdb::settings() {
    const std::lock_guard lock{mutex_};
    return to_json(settings_);
}

void Gocdb::change_settings(const Json& changes) {
    const std::lock_guard lock{mutex_};
    apply_settings(settings_, changes);
    const bool is_other = std::any_of(content_settings.begin(), content_settings.end(),
                                      [&](const char* name) { return changes.contains(name); });
    publish(is_other ? content() : whole_);
}

Json Gocdb::registry() {
    const std::lock_guard lock{mutex_};
    return gocdb::to_json(*whole_);
}

void Gocdb::replace_registry(const Json& description) {
    auto registry = gocdb::read_registry(description);
    const std::lock_guard lock{mutex_};
    publish(share(std::move(registry)));
}

void Gocdb::restore_registry() {
    const std::lock_guard lock{mutex_};
    publish(content());
}

void Gocdb::replace_downtimes(const Json& list) {
    if (!list.is_array()) {
        throw std::invalid_argument{"downtimes are a list"};
    }
    const std::lock_guard lock{mutex_};
    auto changed = *whole_;
    changed.downtimes.clear();
    for (const auto& one : list) {
        changed.downtimes.push_back(gocdb::read_downtime(one, changed));
    }
    gocdb::complete(changed);
    publish(share(std::move(changed)));
}

void Gocdb::add_downtime(const Json& description) {
    const std::lock_guard lock{mutex_};
    auto changed = *whole_;
    changed.downtimes.push_back(gocdb::read_downtime(description, changed));
    gocdb::complete(changed);
    publish(share(std::move(changed)));
}

Answer Gocdb::answer(const Call& call) {
    const auto door = find_door(call.path);
    if (!door) {
        return apache_error(404, "The requested URL was not found on this server.");
    }
    const auto now = state();
    // Apache would end the connection: its mod_ssl lets in no proxy certificates either.
    if (door->is_private && !now.settings.private_is_open &&
        (!call.client || call.client->is_proxy)) {
        return apache_error(403, "A client certificate is required.");
    }
    if (door->needs_slash) {
        return redirect_to_slash(call);
    }
    if (call.method != "GET") {
        return apache_error(405, "The requested method is not allowed for this URL.");
    }
    try {
        return call_method(call, now, door->is_private);
    } catch (const Refused& refusal) {
        return refusal.xml ? gocdb::send_error(refusal.what())
                           : respond(200, gocdb::xml_type, refusal.what());
    }
}

Answer Gocdb::call_method(const Call& call, const State& now, bool is_private) {
    const auto query = gocdb::read_query(call.query);
    if (gocdb::needs_identifier(query.method)) {
        check_identifier(call, now.settings, is_private);
    }
    const auto cursor = gocdb::read_cursor(query);
    const auto fault = faults_.take(query.method_name, cursor);
    if (fault) {
        if (auto answer = gocdb::replacement(*fault)) {
            return *answer;
        }
    }
    if (!fault) {
        return respond(200, gocdb::xml_type, made_body(call, now, query, cursor));
    }
    auto answer = respond(
        200, gocdb::xml_type,
        gocdb::write_results({*now.registry, now.settings, query, cursor, fault, door_of(call)}));
    gocdb::spoil_answer(*fault, answer);
    return answer;
}

std::string Gocdb::made_body(const Call& call, const State& now, const gocdb::Query& query,
                             const std::optional<gocdb::Cursor>& cursor) {
    const auto address = call.path + "?" + call.query;
    {
        const std::lock_guard lock{mutex_};
        const auto found = made_.find(address);
        if (edition_ == now.edition && found != made_.end()) {
            return *found->second;
        }
    }
    auto body = gocdb::write_results(
        {*now.registry, now.settings, query, cursor, std::nullopt, door_of(call)});
    const bool stays =
        query.method == gocdb::Method::service || query.method == gocdb::Method::site;
    const std::lock_guard lock{mutex_};
    if (stays && edition_ == now.edition && made_bytes_ + body.size() <= most_made_bytes) {
        made_bytes_ += body.size();
        made_[address] = std::make_shared<const std::string>(body);
    }
    return body;
}

}  // namespace fedcloud::testbed
