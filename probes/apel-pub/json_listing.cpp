// The answers of the publishing service, apel/monitoring, in JSON.
#include <algorithm>

#include "json/value.hpp"
#include "listing.hpp"
#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::apel {
namespace {

using json::Value;
using plugin::ParseError;
using Type = Value::Type;

// A member whatever its case: "SiteName" here, "site_name" or "site" elsewhere.
const Value* member(const Value& object, std::initializer_list<std::string_view> names) {
    for (const auto name : names) {
        for (const auto& child : object.children) {
            if (plugin::equal_ignoring_case(child.key, name) && child.type != Type::null) {
                return &child;
            }
        }
    }
    return nullptr;
}

std::string text_of(const Value* value) {
    return value != nullptr && (value->type == Type::string || value->type == Type::number)
               ? value->text
               : "";
}

// Nothing if the object is no site's.
std::optional<Record> read_record(const Value& object, WallClock::time_point fetched) {
    const auto* site = member(object, {"SiteName", "Site", "site_name"});
    if (object.type != Type::object || site == nullptr) {
        return std::nullopt;
    }
    Record record;
    record.site = text_of(site);
    if (const auto* count = member(object, {"Vms", "VMsInLastUpdate"})) {
        record.count = plugin::parse_number(count->text);
    }
    const auto* updated = member(object, {"updated", "LastUpdated", "last_updated"});
    const auto status = text_of(member(object, {"stdout"}));
    if (updated == nullptr && status.find("last published") != std::string::npos) {
        read_status(status, fetched, record);
        return record;
    }
    record.date = text_of(updated);
    record.updated = plugin::parse_timestamp(record.date);
    return record;
}

// Where the sites are: the document itself, or a member that holds them.
const Value* find_list(const Value& document) {
    if (document.type == Type::array) {
        return &document;
    }
    for (const auto name : {"results", "sites", "records"}) {
        if (const auto* list = member(document, {name});
            list != nullptr && list->type == Type::array) {
            return list;
        }
    }
    return nullptr;
}

std::optional<plugin::Timestamp> find_built(const Value& document) {
    return document.type == Type::object
               ? plugin::parse_timestamp(text_of(member(document, {"last_fetched", "lastBuild"})))
               : std::nullopt;
}

ParseError not_understood(const Value& document, std::string_view body) {
    if (const auto detail = text_of(member(document, {"detail"})); !detail.empty()) {
        return {"the answer", "objects with SiteName and updated", detail};
    }
    return {"the answer", "objects with SiteName and updated", std::string(body.substr(0, 60))};
}

}  // namespace

Expected<Listing, ParseError> read_json_listing(std::string_view body,
                                                WallClock::time_point fetched) {
    // Many times what the federation's sites need; a page full of brackets is not to cost more.
    constexpr std::size_t most_values = 20'000;
    const auto document = json::parse(body, most_values);
    if (!document) {
        return Unexpected{document.error()};
    }
    Listing listing;
    listing.built = find_built(*document);
    const auto* list = find_list(*document);
    if (list == nullptr) {
        auto record = read_record(*document, fetched);
        if (!record) {
            return Unexpected{not_understood(*document, body)};
        }
        listing.records.push_back(std::move(*record));
        listing.of_one_site = true;
        return listing;
    }
    listing.extent =
        list != &*document && member(*document, {"next"}) != nullptr ? Extent::part : Extent::whole;
    for (const auto& each : list->children) {
        if (auto record = read_record(each, fetched)) {
            listing.records.push_back(std::move(*record));
        }
    }
    if (listing.records.empty() && !list->children.empty()) {
        return Unexpected{not_understood(*document, body)};
    }
    return listing;
}

}  // namespace fedcloud::apel
