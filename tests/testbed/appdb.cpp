// An AppDB: signed image lists, and the images of which they tell.
#include "appdb.hpp"

#include <algorithm>
#include <charconv>

namespace fedcloud::testbed {
namespace {

constexpr auto password = "x-oauth-basic";
constexpr std::size_t most_lists = 4;  // of eight megabytes, if they are long

Answer not_found() {
    return apache_error(404, "The requested URL was not found on this server.");
}

struct Range {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
};

// "bytes=5-9" or "bytes=5-"; what is anything else is no range, as RFC 9110, 14.2 allows.
std::optional<Range> read_range(const std::string& text, std::uint64_t size) {
    constexpr std::string_view unit = "bytes=";
    if (!text.starts_with(unit) || size == 0) {
        return std::nullopt;
    }
    Range range{0, size - 1};
    const auto* end = text.data() + text.size();
    const auto first = std::from_chars(text.data() + unit.size(), end, range.first);
    if (first.ec != std::errc{} || first.ptr == end || *first.ptr != '-') {
        return std::nullopt;
    }
    if (first.ptr + 1 != end && std::from_chars(first.ptr + 1, end, range.last).ptr != end) {
        return std::nullopt;
    }
    range.last = std::min(range.last, size - 1);
    return range;
}

// Zeros. Of a long one only the beginning is sent, and then the connection ends.
Answer send_zeros(int status, std::uint64_t size) {
    Answer answer{status,
                  {{"Content-Type", "application/octet-stream"},
                   {"Accept-Ranges", "bytes"},
                   {"Content-Length", std::to_string(size)}},
                  std::string(static_cast<std::size_t>(std::min(size, most_image_bytes)), '\0')};
    if (size > most_image_bytes) {
        answer.headers.emplace_back("Connection", "close");
    }
    return answer;
}

Answer send_image(const Call& call, const AppdbSettings& settings, const std::string& uuid) {
    const auto image = find_image(settings, uuid);
    if (!image || image->number < settings.image_missing) {
        return not_found();
    }
    const auto size = image->size + (image->number < settings.image_size_wrong ? 1000 : 0);
    const auto range = read_range(header_value(call.headers, "Range"), size);
    if (!range) {
        return send_zeros(200, size);
    }
    const auto total = "/" + std::to_string(size);
    if (range->first > range->last) {
        auto answer = apache_error(416, "None of the range-specifier values overlap the image.");
        answer.headers.emplace_back("Content-Range", "bytes *" + total);
        return answer;
    }
    auto answer = send_zeros(206, range->last - range->first + 1);
    answer.headers.emplace_back("Content-Range", "bytes " + std::to_string(range->first) + "-" +
                                                     std::to_string(range->last) + total);
    return answer;
}

// store/vappliance/CNAME/image.list or store/vo/VO/image.list
std::optional<ListOwner> read_owner(const std::vector<std::string>& segments) {
    const bool is_list = segments.size() == 4 && segments[0] == "store" &&
                         segments[3] == "image.list" && !segments[2].empty();
    if (!is_list || (segments[1] != "vappliance" && segments[1] != "vo")) {
        return std::nullopt;
    }
    return ListOwner{segments[1] == "vo", segments[2]};
}

AppdbSettings first_settings(const AppdbOptions& options) {
    AppdbSettings settings;
    settings.token = options.token;
    settings.latency = options.latency;
    return settings;
}

}  // namespace

Appdb::Appdb(const AppdbOptions& options, const Pki& pki)
    : signer_{pki.folder()}, edition_{first_settings(options), WallClock::now(), 1} {}

Appdb::Edition Appdb::edition() {
    const std::lock_guard lock{mutex_};
    return edition_;
}

Seconds Appdb::latency() {
    return edition().settings.latency;
}

Json Appdb::settings() {
    return to_json(edition().settings);
}

void Appdb::change_settings(const Json& changes) {
    const std::lock_guard lock{mutex_};
    apply_settings(edition_.settings, changes);
    edition_.made = WallClock::now();
    ++edition_.number;
    made_.clear();
}

Answer Appdb::answer(const Call& call) {
    const auto now = edition();
    const auto segments = path_segments(call.path);
    if (segments.size() == 2 && segments[0] == "images") {
        return send_image(call, now.settings, segments[1]);
    }
    const auto owner = read_owner(segments);
    return owner ? list(call, *owner, now) : not_found();
}

Answer Appdb::list(const Call& call, const ListOwner& owner, const Edition& edition) {
    const auto& settings = edition.settings;
    if (!settings.token.empty() && !has_basic_credentials(call, settings.token, password)) {
        return ask_for_password("AppDB");
    }
    if (settings.egiappdb) {
        return respond(200, "application/json", egiappdb_error());
    }
    const auto address = call.base_url + call.path;
    {
        const std::lock_guard lock{mutex_};
        const auto found = made_.find(address);
        if (found != made_.end() && found->second.edition == edition.number) {
            return respond(200, "text/plain", found->second.text);
        }
    }
    const auto text = signer_.sign(
        make_image_list(settings,
                        {owner, signer_.names(settings.signing), call.base_url, edition.made}),
        settings.signing);
    const std::lock_guard lock{mutex_};
    if (made_.size() >= most_lists) {
        made_.clear();
    }
    made_[address] = {edition.number, text};
    return respond(200, "text/plain", text);
}

}  // namespace fedcloud::testbed
