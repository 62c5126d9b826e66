#include "version.hpp"

#include <fmt/format.h>

#include "plugin/text.hpp"

namespace fedcloud::cdmi {
namespace {

constexpr std::string_view known_versions = "1.0.1, 1.0.2, 1.1, 1.1.1";

bool is_offered(std::string_view version, std::string_view list) {
    while (!list.empty()) {
        const auto end = list.find(", ");
        if (list.substr(0, end) == version) {
            return true;
        }
        list.remove_prefix(end == std::string_view::npos ? list.size() : end + 2);
    }
    return false;
}

}  // namespace

std::string_view to_string(Kind kind) {
    switch (kind) {
        case Kind::container:
            return "container";
        case Kind::object:
            return "data object";
        case Kind::capability:
            break;
    }
    return "capabilities";
}

std::string media_type(Kind kind, MediaTypes types) {
    const std::string_view name = kind == Kind::container ? "container"
                                  : kind == Kind::object  ? "object"
                                                          : "capability";
    switch (types) {
        case MediaTypes::registered:
            break;
        case MediaTypes::draft:
            return fmt::format("application/vnd.org.snia.cdmi.{}+json",
                               kind == Kind::object       ? "dataobject"
                               : kind == Kind::capability ? "capabilities"
                                                          : name);
        case MediaTypes::snia:
            return fmt::format("application/vnd.org.snia.cdmi-{}", name);
    }
    return fmt::format("application/cdmi-{}", name);
}

const std::vector<Offer>& offers() {
    // cdmi-serve reads a version as a number, so that "1.1" is the only one it can take; "2.0.0" is
    // offered where nothing older is taken, for its wire format is not known to be the same.
    static const std::vector<Offer> all{{std::string(known_versions)},
                                        {"1.1.1"},
                                        {"1.0.2"},
                                        {"1.0.1"},
                                        {"1.1"},
                                        {"2.0.0"},
                                        {"1.1", MediaTypes::draft},
                                        {"1.0", MediaTypes::draft}};
    return all;
}

Agreement agree(const Offer& offer, const http::Response& response) {
    Agreement agreement{offer, offer.version, {}};
    if (offer.is_list()) {
        agreement.version = "one of " + offer.version;
    } else {
        agreement.remarks.push_back(
            fmt::format("the list of versions '{}' is refused, {} alone is taken", known_versions,
                        offer.version));
    }
    if (offer.types != MediaTypes::registered) {
        agreement.remarks.push_back(
            fmt::format("the media types of RFC 6208 are refused, {} is taken",
                        media_type(Kind::object, offer.types)));
    }
    const auto* told = response.header(version_header);
    if (told == nullptr || told->empty()) {
        return agreement;  // that it is missing is told of every kind of answer alike
    }
    if (is_offered(*told, offer.version)) {
        agreement.offer.version = *told;
        agreement.version = *told;
        return agreement;
    }
    // What was accepted goes on being said: Stoxy and INDIGO tell their own version, whatever was
    // asked for.
    agreement.version = plugin::clean(*told, 40);
    agreement.remarks.push_back(
        fmt::format("the answer is of version {}, which was not offered", agreement.version));
    return agreement;
}

}  // namespace fedcloud::cdmi
