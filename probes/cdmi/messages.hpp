// CDMI's JSON (ISO/IEC 17826, clauses 8, 9 and 12) in the forms in which its servers write it.
// Pure: bytes in, values and a list of deviations out, and the other way round.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugin/expected.hpp"
#include "plugin/parse_error.hpp"

namespace fedcloud::cdmi {

using plugin::ParseError;

using Metadata = std::vector<std::pair<std::string, std::string>>;

enum class Completion { complete, processing, failed };

// What containers, data objects and capabilities have in common.
struct Thing {
    std::string object_type;
    std::string name;  // objectName without a slash at its end; may be missing
    Completion completion = Completion::complete;
    std::string completion_text;          // completionStatus as it stands, uncleaned
    std::vector<std::string> deviations;  // from the form that the standard asks for
};

struct Container : Thing {
    // Nothing if the answer does not tell. Without the '/' of containers and the '?' of references.
    std::optional<std::vector<std::string>> children;
};

struct DataObject : Thing {
    std::string mimetype;
    Metadata metadata;                 // scalars alone: Onedata keeps whole JSON documents there
    std::optional<std::string> value;  // as it stands
    std::string encoding;              // valuetransferencoding, lower case; may be missing
};

// The names, and "true", "4096", whatever is said of them.
struct Capabilities : Thing {
    std::vector<std::pair<std::string, std::string>> values;
    std::vector<std::string> children;

    const std::string* find(std::string_view capability) const;
};

Expected<Container, ParseError> parse_container(std::string_view body);
Expected<DataObject, ParseError> parse_object(std::string_view body);
Expected<Capabilities, ParseError> parse_capabilities(std::string_view body);

// The bytes of the value; nothing if there is none, or it is not in the encoding that it names.
std::optional<std::string> decode_value(const DataObject& object);
// "16 bytes: 'changed'", for people.
std::string describe_value(const DataObject& object);

enum class Encoding {
    none,    // not named: what servers of CDMI 1.0 want, which knew text alone
    utf8,    //
    base64,  // for whatever is no text
};

struct Content {
    std::string mimetype;
    std::string value;  // bytes
    Metadata metadata;  // empty: none of it is said
    Encoding encoding = Encoding::utf8;
};

// Bodies of requests. An empty object is what SNIA's reference server takes for a container.
std::string render_container();
std::string render_object(const Content& content);
std::string render_metadata(const Metadata& metadata);

}  // namespace fedcloud::cdmi
