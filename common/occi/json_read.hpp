// What the JSON renderings of models and entities have in common.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "json/value.hpp"
#include "occi/model.hpp"

namespace fedcloud::occi {

using JsonDone = Expected<void, ParseError>;

// The string member `name`, empty if it is absent or null.
Expected<std::string, ParseError> string_member(const json::Value& object, const json::Path& path,
                                                std::string_view name);

// Member `name` as a list: a string counts as a list of one (`parent`), absence as an empty one.
Expected<std::vector<std::string>, ParseError> strings_member(const json::Value& object,
                                                              const json::Path& path,
                                                              std::string_view name);

// Walks through attributes, flat (1.2: "occi.core.id") or nested (1.1: {"occi":{"core":{"id":…}}}),
// down to what `is_leaf` recognises, and hands full name, value and place of each to `take`.
struct AttributeWalk {
    std::function<bool(const json::Value&)> is_leaf;
    std::function<JsonDone(std::string name, const json::Value&, const json::Path&)> take;

    JsonDone run(const json::Value& attributes, const json::Path& path) const;

  private:
    JsonDone descend(const json::Value& object, const json::Path& path,
                     const std::string& prefix) const;
};

}  // namespace fedcloud::occi
