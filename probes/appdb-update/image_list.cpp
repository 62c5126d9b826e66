#include "image_list.hpp"

#include <utility>

#include "json/value.hpp"
#include "plugin/text.hpp"

namespace fedcloud::appdb_update {
namespace {

using json::Path;
using json::Value;
using plugin::ParseError;

using Done = Expected<void, ParseError>;

Unexpected<ParseError> missing(std::string expected, const Path& path) {
    return Unexpected{ParseError{path.pointer(), std::move(expected), "nothing"}};
}

Expected<const Value*, ParseError> object_at(const Value& parent, std::string_view name,
                                             const Path& path) {
    const Value* found = parent.find(name);
    if (found == nullptr) {
        return missing("an object", Path(path, name));
    }
    if (found->type != Value::Type::object) {
        return Path(path, name).fail("an object", found);
    }
    return found;
}

// AppDB writes numbers as strings; others need not.
Done take_text(std::string& target, const Value& value, const Path& path) {
    if (value.type != Value::Type::string && value.type != Value::Type::number) {
        return value.type == Value::Type::null ? Done{} : path.fail("a string", &value);
    }
    target = value.text;
    return {};
}

Done take_date(Date& target, const Value& value, const Path& path) {
    if (auto taken = take_text(target.text, value, path); !taken) {
        return taken;
    }
    target.time = plugin::parse_utc_time(target.text);
    return {};
}

Done take_checksum(Image& image, const Value& value, const Path& path) {
    constexpr std::string_view prefix = "sl:checksum:";
    Checksum checksum{value.key.substr(prefix.size()), ""};
    if (auto taken = take_text(checksum.value, value, path); !taken) {
        return taken;
    }
    image.checksums.push_back(std::move(checksum));
    return {};
}

Done take_member(Image& image, const Value& member, const Path& path) {
    const std::string_view key = member.key;
    if (key.substr(0, 12) == "sl:checksum:") {
        return take_checksum(image, member, path);
    }
    if (key == "dc:date:expires") {
        return take_date(image.expires, member, path);
    }
    std::string* const target = key == "dc:identifier"   ? &image.identifier
                                : key == "dc:title"      ? &image.title
                                : key == "hv:version"    ? &image.version
                                : key == "ad:mpuri"      ? &image.mpuri
                                : key == "ad:base_mpuri" ? &image.base_mpuri
                                : key == "hv:uri"        ? &image.uri
                                : key == "hv:format"     ? &image.format
                                : key == "hv:size"       ? &image.size
                                                         : nullptr;
    return target == nullptr ? Done{} : take_text(*target, member, path);
}

Expected<Image, ParseError> read_image(const Value& element, const Path& path) {
    constexpr std::string_view name = "hv:image";
    const auto object = object_at(element, name, path);
    if (!object) {
        return Unexpected{object.error()};
    }
    const Path inside(path, name);
    Image image;
    for (const auto& member : (*object)->children) {
        if (auto taken = take_member(image, member, Path(inside, member.key)); !taken) {
            return Unexpected{taken.error()};
        }
    }
    return image;
}

Done read_images(ImageList& list, const Value& object, const Path& path) {
    constexpr std::string_view name = "hv:images";
    const Path inside(path, name);
    const Value* array = object.find(name);
    if (array == nullptr) {
        return missing("an array of images", inside);
    }
    if (array->type != Value::Type::array) {
        return inside.fail("an array of images", array);
    }
    list.images.reserve(array->children.size());
    for (std::size_t i = 0; i < array->children.size(); ++i) {
        auto image = read_image(array->children[i], Path(inside, i));
        if (!image) {
            return Unexpected{image.error()};
        }
        list.images.push_back(std::move(*image));
    }
    return {};
}

Done read_endorser(ImageList& list, const Value& object, const Path& path) {
    const Value* endorser = object.find({"hv:endorser", "hv:x509"});
    if (endorser == nullptr) {
        return {};
    }
    const Path outer(path, "hv:endorser");
    const Path inside(outer, "hv:x509");
    for (const auto& member : endorser->children) {
        std::string* const target = member.key == "hv:dn"   ? &list.endorser_dn
                                    : member.key == "hv:ca" ? &list.endorser_ca
                                                            : nullptr;
        if (target != nullptr) {
            if (auto taken = take_text(*target, member, Path(inside, member.key)); !taken) {
                return taken;
            }
        }
    }
    return {};
}

Done read_members(ImageList& list, const Value& object, const Path& path) {
    for (const auto& member : object.children) {
        const Path at(path, member.key);
        auto taken = member.key == "dc:identifier"     ? take_text(list.identifier, member, at)
                     : member.key == "dc:title"        ? take_text(list.title, member, at)
                     : member.key == "hv:version"      ? take_text(list.version, member, at)
                     : member.key == "dc:date:created" ? take_date(list.created, member, at)
                     : member.key == "dc:date:expires" ? take_date(list.expires, member, at)
                                                       : Done{};
        if (!taken) {
            return taken;
        }
    }
    return {};
}

Expected<ImageList, ParseError> read_list(const Value& root) {
    constexpr std::string_view name = "hv:imagelist";
    const Path top;
    const auto object = object_at(root, name, top);
    if (!object) {
        return Unexpected{object.error()};
    }
    const Path path(top, name);
    ImageList list;
    for (auto* const read : {read_members, read_endorser, read_images}) {
        if (auto done = read(list, **object, path); !done) {
            return Unexpected{done.error()};
        }
    }
    return list;
}

// {"egiappdb": {"error": "..."}} or {"egiappdb": "..."}: HTTP 200, and no list.
ListError answer_of(const Value& egiappdb) {
    const Value* error = egiappdb.find("error");
    const std::string& words = error != nullptr ? error->text : egiappdb.text;
    return {true, words.empty() ? "no reason given" : plugin::clean(words, 120)};
}

}  // namespace

Expected<ImageList, ListError> parse_image_list(std::string_view json) {
    const auto root = json::parse(json);
    if (!root) {
        return Unexpected{ListError{false, root.error().message()}};
    }
    if (const Value* answer = root->find("egiappdb")) {
        return Unexpected{answer_of(*answer)};
    }
    auto list = read_list(*root);
    if (!list) {
        return Unexpected{ListError{false, list.error().message()}};
    }
    return std::move(*list);
}

}  // namespace fedcloud::appdb_update
