// Members and attributes of JSON objects, flat or nested.
#include "occi/json_read.hpp"

#include <utility>

namespace fedcloud::occi {
namespace {

using Type = json::Value::Type;

// Every name below a nested one repeats it: without a limit a long one would cost its length times
// the number of attributes.
constexpr std::size_t name_limit = 1024;

}  // namespace

Expected<std::string, ParseError> string_member(const json::Value& object, const json::Path& path,
                                                std::string_view name) {
    const json::Value* member = object.find(name);
    if (member == nullptr) {
        return std::string();
    }
    if (member->type != Type::string) {
        return json::Path(path, name).fail("a string", member);
    }
    return member->text;
}

Expected<std::vector<std::string>, ParseError> strings_member(const json::Value& object,
                                                              const json::Path& path,
                                                              std::string_view name) {
    std::vector<std::string> texts;
    const json::Value* member = object.find(name);
    if (member == nullptr) {
        return texts;
    }
    const json::Path here(path, name);
    if (member->type == Type::string) {
        texts.push_back(member->text);
        return texts;
    }
    if (member->type != Type::array) {
        return here.fail("an array of strings", member);
    }
    for (std::size_t i = 0; i < member->children.size(); ++i) {
        const json::Value& child = member->children[i];
        if (child.type != Type::string) {
            return json::Path(here, i).fail("a string", &child);
        }
        texts.push_back(child.text);
    }
    return texts;
}

JsonDone AttributeWalk::run(const json::Value& attributes, const json::Path& path) const {
    if (attributes.type != Type::object) {
        return path.fail("an object of attributes", &attributes);
    }
    return descend(attributes, path, {});
}

// No deeper than json::depth_limit, because the tree is not.
JsonDone AttributeWalk::descend(const json::Value& object, const json::Path& path,
                                const std::string& prefix) const {
    for (const json::Value& child : object.children) {
        const json::Path here(path, child.key);
        if (prefix.size() + child.key.size() > name_limit) {
            return path.fail("names of attributes of at most 1024 bytes", &child);
        }
        std::string name = prefix + child.key;
        JsonDone done =
            is_leaf(child) ? take(std::move(name), child, here) : descend(child, here, name + ".");
        if (!done) {
            return done;
        }
    }
    return {};
}

}  // namespace fedcloud::occi
