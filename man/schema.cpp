#include "schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "build_input.hpp"
#include "roff.hpp"

namespace fedcloud::manual {
namespace {

using Json = nlohmann::ordered_json;

class Schema {
  public:
    Schema(const Json& root, const std::string& path) : root_(root), path_(path) {}

    std::string render() {
        auto out = object(root_, root_.value("title", ""), root_.value("description", ""));
        while (!waiting_.empty()) {
            const auto name = waiting_.front();
            waiting_.erase(waiting_.begin());
            next_ = 0;
            const auto& definition = root_["definitions"][name];
            out += object(definition, heading(name), definition.value("description", ""));
        }
        return out;
    }

  private:
    static std::string heading(std::string name) {
        std::replace(name.begin(), name.end(), '_', ' ');
        return "Members of each " + name;
    }

    // {"$ref": "#/definitions/line"}; empty: none.
    static std::string reference(const Json& schema) {
        constexpr std::string_view folder = "#/definitions/";
        const auto ref = schema.value("$ref", "");
        return ref.rfind(folder, 0) == 0 ? ref.substr(folder.size()) : "";
    }

    const Json& resolve(const Json& schema) const {
        const auto name = reference(schema);
        return name.empty() ? schema : root_["definitions"][name];
    }

    // What of several forms is not null.
    const Json& main_form(const Json& schema) const {
        const auto& resolved = resolve(schema);
        for (const auto* group : {"anyOf", "allOf"}) {
            if (!resolved.contains(group) || resolved.contains("type")) {
                continue;
            }
            for (const auto& each : resolved[group]) {
                if (each.value("type", Json()) != "null") {
                    return main_form(each);
                }
            }
        }
        return resolved;
    }

    static bool has_members(const Json& schema) { return schema.contains("properties"); }

    // "string", "array of strings"
    std::string type_of(const Json& schema) {
        const auto& form = main_form(schema);
        if (form.contains("enum")) {
            std::string words;
            for (const auto& each : form["enum"]) {
                words += (words.empty() ? "" : " or ") + each.dump();
            }
            return words;
        }
        std::string type = "value";
        if (form.contains("type")) {
            const auto& types = form["type"];
            type = types.is_array() ? types.front().get<std::string>() : types.get<std::string>();
        }
        if (type == "array" && form.contains("items")) {
            note(form["items"]);
            return "array of " + type_of(form["items"]) + "s";
        }
        note(schema);
        return type;
    }

    // Objects with members get a subsection of their own.
    void note(const Json& schema) {
        const auto name = reference(schema);
        if (!name.empty() && has_members(root_["definitions"][name]) &&
            std::count(noted_.begin(), noted_.end(), name) == 0) {
            noted_.push_back(name);
            waiting_.insert(waiting_.begin() + next_++, name);
        }
    }

    std::string bounds(const Json& schema) const {
        const auto& form = main_form(schema);
        std::string out;
        if (form.contains("minimum") && form.contains("maximum")) {
            out = fmt::format(", {} to {}", form["minimum"].dump(), form["maximum"].dump());
        }
        if (form.contains("const")) {
            out += ", always " + form["const"].dump();
        }
        if (form.contains("default")) {
            out += ", default " + form["default"].dump();
        }
        return out;
    }

    std::string description_of(const Json& schema) const {
        for (const auto* each : {&schema, &resolve(schema), &main_form(schema)}) {
            if (each->contains("description")) {
                return (*each)["description"].get<std::string>();
            }
        }
        return "";
    }

    std::string member(const std::string& name, const Json& schema, bool required) {
        const auto text = description_of(schema);
        if (text.empty()) {
            fail(path_, "the member " + name + " has no description");
        }
        auto out = roff::item(
            fmt::format("\\fB{}\\fR ({}{}{})", roff::literal(name), roff::prose(type_of(schema)),
                        roff::prose(bounds(schema)), required ? ", required" : ""),
            roff::prose(text));
        return out + inner(schema);
    }

    // The members of an object that stands where it is used, or of the values of a map.
    std::string inner(const Json& schema) {
        if (!reference(schema).empty()) {
            return "";
        }
        const auto& form = main_form(schema);
        const Json* object = &form;
        if (form.contains("items")) {
            object = &form["items"];
        } else if (form.contains("additionalProperties") &&
                   form["additionalProperties"].is_object()) {
            object = &form["additionalProperties"];
            note(*object);
        }
        if (!reference(*object).empty() || !has_members(*object)) {
            return "";
        }
        return ".RS\n" + members(*object) + ".RE\n";
    }

    std::string members(const Json& schema) {
        std::string out;
        const auto required = schema.value("required", std::vector<std::string>());
        for (const auto& [name, each] : schema["properties"].items()) {
            const bool must = std::count(required.begin(), required.end(), name) != 0;
            out += member(name, each, must);
        }
        return out;
    }

    std::string object(const Json& schema, const std::string& title, const std::string& text) {
        return fmt::format(".SS {}\n{}\n", roff::prose(title), roff::prose(text)) + members(schema);
    }

    const Json& root_;
    const std::string& path_;
    std::vector<std::string> noted_;
    std::vector<std::string> waiting_;
    std::ptrdiff_t next_ = 0;  // what an object refers to comes right behind it
};

}  // namespace

std::string describe_members(const std::string& schema, const std::string& path) {
    const auto root = Json::parse(schema, nullptr, false);
    if (root.is_discarded() || !root.contains("properties")) {
        fail(path, "no JSON Schema of an object");
    }
    return Schema(root, path).render();
}

}  // namespace fedcloud::manual
