// What a client said in OCCI: categories, attributes and links, from any rendering.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "http_message.hpp"

namespace fedcloud::testbed {

struct OcciInput {
    std::vector<std::string> categories;                          // scheme and term together
    std::vector<std::pair<std::string, std::string>> attributes;  // values without quotes
    std::vector<std::string> links;
    bool empty = true;            // nothing was said at all
    bool has_bad_line = false;    // a line without a colon, an empty one too
    bool has_bad_header = false;  // a known name in wrong case, or a category without a scheme

    std::optional<std::string> attribute(const std::string& name) const;
    bool has_category(const std::string& id) const;
};

// text/plain: one item in a line of the body.
OcciInput parse_plain(const std::string& body);

// text/occi: the items are HTTP headers, repeated or joined by commas.
OcciInput parse_occi_headers(const HeaderList& headers);

// JSON of OCCI 1.2 (flat attributes, the instance is the object) as ooi takes it, and of the 1.1
// draft (nested attributes, in "resources") as rOCCI-server 1.1 takes it.
OcciInput parse_flat_json(const std::string& body);
OcciInput parse_nested_json(const std::string& body);

}  // namespace fedcloud::testbed
