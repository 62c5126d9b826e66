// One request as a CDMI server reads it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "call.hpp"
#include "cdmi_tree.hpp"

namespace fedcloud::testbed::cdmi {

inline const std::string container_type = "application/cdmi-container";
inline const std::string object_type = "application/cdmi-object";
inline const std::string capability_type = "application/cdmi-capability";

// One of ?metadata;value:0-4 is {"value", "0-4"}.
struct Selection {
    std::string field;
    std::string argument;
};

struct Request {
    const Call& call;
    std::string path{};  // as the tree has it, decoded
    bool slash = false;  // whether it ended in one
    std::vector<Selection> selections{};
    std::string content_type{};            // in lower case, without parameters
    std::vector<std::string> accepted{};   // the same
    std::optional<std::string> version{};  // as the client sent it

    bool has_cdmi_type() const;  // the content, or one that is accepted
    bool accepts_anything() const;

    // Whether it is about CDMI's JSON, and not about plain HTTP (S111, 6.1; 8.2.6).
    bool is_cdmi() const;

    bool selects(const std::string& field) const;  // everything is selected where nothing is named
    const Selection* selection(const std::string& field) const;  // null where it is not named
};

bool is_cdmi_type(const std::string& type);  // those of the drafts, too

// Empty where the path is none: an empty part in it, or an escaped slash.
std::optional<Request> read_request(const Call& call);

using Range = std::pair<std::uint64_t, std::uint64_t>;  // the first and the last

std::optional<Range> read_range(const std::string& text);  // "0-4"

}  // namespace fedcloud::testbed::cdmi
