// What distinguishes one CDMI server from another: a table of values and small functions.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cdmi_capabilities.hpp"
#include "cdmi_problem.hpp"
#include "cdmi_request.hpp"
#include "cdmi_tree.hpp"
#include "http_message.hpp"
#include "model.hpp"

namespace fedcloud::testbed::cdmi {

struct Exchange;

// How the client's version header is read: as a list, as a part of what the server's own version
// is spelt like, as a floating-point number, or not at all.
enum class VersionRule { list, part, number, ignored };

// What a PUT is about: CDMI's JSON, or plain HTTP.
enum class WriteKind { container, object, plain_container, plain_object, nothing };

// What a PUT of a data object that exists does: what the standard says; everything that it does not
// tell is lost; nothing.
enum class UpdateRule { standard, replacement, nothing };

// What becomes of the fields copy and move.
enum class SourceRule { done, refused, not_implemented, ignored };

// How the range of `count` items from `first` on is spelt.
using RangeText = std::string (*)(std::uint64_t first, std::uint64_t count);

struct EncodedValue {
    std::string encoding;
    std::string text;
};

// The names of the fields in their order.
using Shape = std::vector<std::string>;

struct Shapes {
    Shape root;
    Shape container;
    Shape container_created;
    Shape object;
    Shape object_created;
    Shape capability;
    std::map<std::string, std::string> spelling;  // of fields that are not spelt as in the standard
};

// Content-Type of answers, and which of them tell the version.
struct AnswerTypes {
    std::string container = container_type;
    std::string object = object_type;
    std::string capability = capability_type;
    std::string written;  // of answers to PUT; empty: as when it is read
    bool version_of_container = true;
    bool version_of_object = true;
    bool version_of_capability = true;
    bool version_of_written = true;
};

struct Statuses {
    int container_created = 201;
    int object_created = 201;
    int container_updated = 204;
    int object_updated = 204;
    int deleted = 204;
    int partial = 206;
    int wrong_slash = 301;  // 200: the slash does not matter
};

EncodedValue encode_as_stored(const Node& node, std::string_view bytes);
std::string standard_id(const std::string& key);
std::string first_and_last(std::uint64_t first, std::uint64_t count);
std::string range_of_size(Range range, std::uint64_t size);  // "bytes 0-4/10"

// With a fraction and the zone, as the standard wants it (5.14); with the zone only; without it.
enum class TimeEnd { fraction, zone, nothing };
std::string time_text(SystemClock::time_point time, TimeEnd end);

Json standard_system_metadata(const Node& node);
bool answers_json_to_cdmi(const Request& request);
WriteKind kind_by_content_type(const Request& request);
Answer plain_error(int status, const std::string& text);

struct Traits {
    std::string name;
    std::string prefix;  // of the endpoint, where the command line has none
    std::string space;   // the container that is the endpoint, and is always there; empty: the root

    VersionRule version_rule = VersionRule::list;
    std::vector<std::string> versions{"1.0.2", "1.1", "1.1.1"};  // in rising order
    bool version_needed = true;

    Statuses statuses;
    AnswerTypes types;
    Shapes shapes;
    Complaints complaints;  // those that differ from the standard's
    Answer (*error)(int, const std::string&) = plain_error;

    bool (*answers_json)(const Request&) = answers_json_to_cdmi;
    bool checks_accept = true;
    bool answers_head = true;
    bool selects_fields = true;
    EncodedValue (*encode)(const Node&, std::string_view) = encode_as_stored;
    RangeText children_range = first_and_last;
    RangeText value_range = first_and_last;
    std::string value_argument;  // before the range that ?value: takes
    int value_part_status = 200;
    std::string (*content_range)(Range, std::uint64_t size) = range_of_size;
    int indent = -1;  // of the JSON

    WriteKind (*write_kind)(const Request&) = kind_by_content_type;
    std::vector<std::string> known_fields;  // of a body; none: others are ignored
    bool empty_body = true;                 // of a container
    bool replies_with_body = true;          // to a create
    bool updates_reply_with_body = false;   // of a data object
    UpdateRule update = UpdateRule::standard;
    bool merges_container_metadata = false;
    SourceRule copy = SourceRule::done;
    SourceRule move = SourceRule::done;
    SourceRule other_sources = SourceRule::refused;
    bool strict_encoding = true;
    bool reserves_names = true;
    bool containers_at_root = true;
    bool objects_at_root = true;
    std::string default_mimetype = "text/plain";
    std::string default_encoding = "utf-8";
    std::string plain_encoding = "base64";  // of what came by plain HTTP (5.15.1)

    bool deletes_recursively = true;
    bool deletes_missing = false;  // successfully

    std::string (*id)(const std::string& key) = standard_id;
    bool access_by_id = true;
    bool uris_have_prefix = true;
    bool relative_capabilities_uri = false;
    bool double_slash_in_parents = false;
    bool capabilities_uri_is_lost = false;  // in reads
    std::string capability_profile;         // below the class
    Json (*system_metadata)(const Node&) = standard_system_metadata;
    bool root_is_readable = true;
    bool content_type_needed = false;  // on GET and DELETE
    bool types_as_requested = false;   // answers have the Content-Type of their request
    bool open_capabilities = false;    // without credentials

    // A 401 with more than an error; null: there is no more.
    Answer (*answers_unauthorized)(const Exchange&) = nullptr;

    CapabilityClasses capabilities;
    bool lists_capability_classes = true;
    bool ignores_capability_class = false;
    Json no_children = Json::array();  // of a capabilities object without any
    Json no_children_range = "";
};

// Throws std::invalid_argument for a name that no dialect has.
const Traits& find_traits(const std::string& name);
std::vector<std::string> dialect_names();

}  // namespace fedcloud::testbed::cdmi
