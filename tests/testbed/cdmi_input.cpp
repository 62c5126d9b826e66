// The JSON that clients send to create and to update.
#include "cdmi_input.hpp"

#include <algorithm>
#include <cctype>

#include "encoding.hpp"

namespace fedcloud::testbed::cdmi {
namespace {

// What a value can come from, besides itself (8.2.5).
const std::vector<std::string> other_sources{"reference", "serialize", "deserialize",
                                             "deserializevalue"};

bool has_unknown_field(const Exchange& it, const Json& body) {
    const auto& known = it.traits.known_fields;
    return !known.empty() &&
           std::any_of(body.items().begin(), body.items().end(), [&](const auto& field) {
               return std::find(known.begin(), known.end(), field.key()) == known.end();
           });
}

bool has_wrong_metadata(const Json& body) {
    const auto found = body.find("metadata");
    return found != body.end() && !found->is_object();
}

std::optional<Json> metadata_of(const Json& body) {
    const auto found = body.find("metadata");
    return found != body.end() ? std::optional<Json>{*found} : std::nullopt;
}

// What is no base64 is left out, as Python's decoder does it.
std::string decode_leniently(const std::string& text) {
    std::string letters;
    for (const char letter : text) {
        if (std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '+' ||
            letter == '/') {
            letters += letter;
        }
    }
    letters.resize(letters.size() - (letters.size() % 4 == 1 ? 1 : 0));
    letters.append((4 - letters.size() % 4) % 4, '=');
    return decode_base64(letters).value_or("");
}

std::optional<Problem> check_sources(const Exchange& it, const Json& body) {
    std::size_t sources = 0;
    for (const auto* name : {"value", "copy", "move"}) {
        sources += body.count(name);
    }
    for (const auto& name : other_sources) {
        if (body.contains(name) && it.traits.other_sources == SourceRule::refused) {
            return Problem::no_capability;
        }
    }
    return sources > 1 && it.traits.strict_encoding ? std::optional{Problem::two_sources}
                                                    : std::nullopt;
}

std::optional<Problem> read_encoding(const Exchange& it, const Json& body, ObjectInput& input) {
    const auto found = body.find("valuetransferencoding");
    if (found == body.end()) {
        return std::nullopt;
    }
    // S102's tables call it an array of strings, all of its examples have a string.
    if (found->is_array() && it.traits.complaints.contains(Problem::encoding_list)) {
        return Problem::encoding_list;
    }
    const auto& value = found->is_array() && found->size() == 1 ? found->front() : *found;
    if (!value.is_string()) {
        return Problem::encoding;
    }
    input.encoding = value.get<std::string>();
    const bool known = input.encoding == "utf-8" || input.encoding == "base64";
    return known || !it.traits.strict_encoding ? std::nullopt : std::optional{Problem::encoding};
}

std::optional<Problem> read_value(const Exchange& it, const Json& body, const std::string& stored,
                                  ObjectInput& input) {
    const auto found = body.find("value");
    if (found == body.end()) {
        return std::nullopt;
    }
    if (!found->is_string()) {
        return Problem::value;
    }
    const auto text = found->get<std::string>();
    // Table 22: the value of a range is base64, whatever the object's is.
    const auto* part = it.request.selection("value");
    const bool range = it.traits.selects_fields && part != nullptr && !part->argument.empty();
    if (range && input.encoding.value_or("base64") != "base64") {
        return Problem::value;
    }
    if (!range && input.encoding.value_or(stored) != "base64") {
        input.value = text;
    } else if (!it.traits.strict_encoding) {
        input.value = decode_leniently(text);
    } else {
        input.value = text.empty() ? std::optional{text} : decode_base64(text);
    }
    return input.value ? std::nullopt : std::optional{Problem::value};
}

// Below the root, whether it came as an absolute path or as one that is relative to the root.
std::string source_path(const Exchange& it, std::string text) {
    if (!it.prefix.empty() && text.starts_with(it.prefix + "/")) {
        text.erase(0, it.prefix.size());
    }
    Call call;
    call.path = text.starts_with('/') ? text : "/" + text;
    const auto request = read_request(call);
    return request ? request->path : text;
}

std::optional<Problem> read_source(const Exchange& it, const Json& body, const std::string& name,
                                   SourceRule rule, std::optional<std::string>& source) {
    const auto found = body.find(name);
    if (found == body.end() || rule == SourceRule::ignored) {
        return std::nullopt;
    }
    if (rule != SourceRule::done || !found->is_string()) {
        return rule == SourceRule::not_implemented ? Problem::not_implemented
                                                   : Problem::no_capability;
    }
    source = source_path(it, found->get<std::string>());
    return std::nullopt;
}

}  // namespace

std::variant<ContainerInput, Problem> read_container_input(const Exchange& it) {
    const auto& text = it.request.call.body;
    if (text.empty() && it.traits.empty_body) {
        return ContainerInput{};
    }
    const auto body = Json::parse(text, nullptr, false);
    if (!body.is_object() || has_wrong_metadata(body)) {
        return Problem::container_body;
    }
    if (has_unknown_field(it, body)) {
        return Problem::field;
    }
    return ContainerInput{metadata_of(body)};
}

std::variant<ObjectInput, Problem> read_object_input(const Exchange& it,
                                                     const std::string& stored) {
    const auto body = Json::parse(it.request.call.body, nullptr, false);
    if (!body.is_object() || has_wrong_metadata(body)) {
        return Problem::object_body;
    }
    if (has_unknown_field(it, body)) {
        return Problem::field;
    }
    ObjectInput input;
    input.metadata = metadata_of(body);
    if (const auto found = body.find("mimetype"); found != body.end()) {
        if (!found->is_string()) {
            return Problem::object_body;
        }
        input.mimetype = found->get<std::string>();
    }
    auto problem = check_sources(it, body);
    const auto then = [&problem](auto&& step) {
        if (!problem) {
            problem = step();
        }
    };
    then([&] { return read_encoding(it, body, input); });
    then([&] { return read_value(it, body, stored, input); });
    then([&] { return read_source(it, body, "copy", it.traits.copy, input.copy); });
    then([&] { return read_source(it, body, "move", it.traits.move, input.move); });
    if (problem) {
        return *problem;
    }
    return input;
}

}  // namespace fedcloud::testbed::cdmi
