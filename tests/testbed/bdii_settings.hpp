// What a BDII publishes, and what it does differently from a well-behaved one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model.hpp"
#include "text.hpp"

namespace fedcloud::testbed {

enum class BdiiKind { site, top, resource };

// The order in which the entries of an answer come.
enum class EntryOrder { tree, reverse, shuffled };

// Other values of an attribute, in all entries of a class or in the one of this index; no values:
// they lack it.
struct ValueChange {
    std::string of_class;
    std::optional<std::uint64_t> index;
    std::string attribute;
    std::vector<std::string> values;
};

struct BdiiSettings {
    BdiiKind kind = BdiiKind::site;
    std::vector<std::string> sites{"TESTBED-CLOUD"};
    std::uint64_t endpoints = 3;  // of each site, and so are these
    std::uint64_t images = 3;
    std::uint64_t templates = 5;
    std::vector<std::string> no_cloud;  // sites
    bool glue21 = false;

    std::string quality_level = "production";
    std::string serving_state = "production";
    std::string health_state = "ok";
    std::vector<std::string> endpoint_urls;
    std::vector<std::string> repositories;
    std::vector<std::string> missing;
    std::vector<ValueChange> values;

    double creation_age = 60;            // seconds; less than 0: in the future
    std::string creation_form = "zulu";  // "no-zone", "absent", or the very text
    std::string validity = "3600";       // empty: absent
    double modified_age = 86400;         // of the entries, but that of the statistics
    double update_age = 30;
    bool update_stats = true;

    EntryOrder sort = EntryOrder::tree;
    std::uint64_t size_limit = 0;  // 0: none
    int bind_result = 0;
    int result = 0;  // of searches
    std::uint64_t result_after = 0;
    std::string result_message;
    std::vector<std::string> referral;
    std::vector<std::string> references;
    Seconds latency{0.0};
};

Json to_json(const BdiiSettings& settings);

// Throws std::invalid_argument for an unknown name or a value that makes no sense.
void apply_settings(BdiiSettings& settings, const Json& changes);

}  // namespace fedcloud::testbed
