// A HEPiX image list as AppDB writes it, and the images of which it tells.
#include "image_list.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <map>

namespace fedcloud::testbed {
namespace {

constexpr auto list_time = "%Y-%m-%dT%H:%M:%SZ";
constexpr auto far_future = "2499-12-31T22:00:00Z";
constexpr std::string_view image_prefix = "image:";

struct Appliance {
    std::string_view title;
    std::string_view uuid;
    unsigned version;
    std::uint64_t size;
    std::string_view system;
    std::string_view system_version;
};

// The first three are those of which the sites have os_tpl mixins. Of the sizes two are as in real
// life, one beyond 2^31.
constexpr std::array<Appliance, 4> appliances{{
    {"EGI Cirros", "2b9e5c14-6f70-4d2a-8c3b-5a1e7f904d01", 2, 196608, "CirrOS", "0.6"},
    {"EGI CentOS 7", "2b9e5c14-6f70-4d2a-8c3b-5a1e7f904d02", 11, 581816320, "CentOS", "7"},
    {"EGI Ubuntu 16.04", "2b9e5c14-6f70-4d2a-8c3b-5a1e7f904d04", 24, 3221225472, "Ubuntu", "16.04"},
    {"EGI Docker", "2b9e5c14-6f70-4d2a-8c3b-5a1e7f904d05", 7, 262144, "Ubuntu", "22.04"},
}};

// Further images are small, and of few sizes, so that few checksums have to be made.
Appliance appliance(std::uint64_t number) {
    return number < appliances.size()
               ? appliances.at(number)
               : Appliance{"Sample", {}, 1, 65536 + 512 * (number % 64), "Debian", "12"};
}

constexpr std::string_view sample_uuid = "7c1d3e90-52a4-4f6b-9d08-";

std::string uuid_of(std::uint64_t number) {
    if (number < appliances.size()) {
        return std::string{appliances.at(number).uuid};
    }
    return std::string{sample_uuid} + std::to_string(1'000'000'000'000 + number).substr(1);
}

std::string hexadecimal(const unsigned char* bytes, unsigned size) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
        text += {digits[bytes[i] >> 4U], digits[bytes[i] & 15U]};
    }
    return text;
}

std::string sha512(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha512(), nullptr);
    return hexadecimal(digest.data(), size);
}

// Images are zeros. Of one that is not there as a whole the checksum is made up.
class Checksums {
  public:
    const std::string& of(std::uint64_t size) {
        auto& known = known_[size];
        if (known.empty()) {
            known =
                sha512(size <= most_image_bytes ? std::string(static_cast<std::size_t>(size), '\0')
                                                : "an image of " + std::to_string(size));
        }
        return known;
    }

  private:
    std::map<std::uint64_t, std::string> known_;
};

std::string checksum(const AppdbSettings& settings, Checksums& checksums, std::uint64_t size) {
    const auto& right = checksums.of(size);
    if (settings.bad_checksum == "wrong") {
        return sha512(right);
    }
    return settings.bad_checksum == "malformed" ? right.substr(0, 127) + "g" : right;
}

std::string time_text(WallTime now, double hours) {
    return format_utc(now + std::chrono::duration_cast<WallClock::duration>(Seconds{hours * 3600}),
                      list_time);
}

std::string expiry(const AppdbSettings& settings, WallTime now) {
    return settings.expires_hours ? time_text(now, *settings.expires_hours) : far_future;
}

Json make_image(const AppdbSettings& settings, const ListContext& context, Checksums& checksums,
                std::uint64_t number) {
    const auto what = appliance(number);
    const auto uuid = uuid_of(number);
    const auto title =
        std::string{what.title} + (number < appliances.size() ? "" : " " + std::to_string(number));
    const auto system = std::string{what.system} + "/" + std::string{what.system_version} + "/KVM";
    Json image = {{"dc:description", "An image of the testbed: " + title},
                  {"dc:identifier", uuid},
                  {"ad:mpuri", settings.mpuri + uuid + ":" + std::to_string(what.version) + "/"},
                  {"dc:title", "Image for " + title + " [" + system + "]"},
                  {"ad:group", "General group"},
                  {"hv:hypervisor", "KVM"},
                  {"hv:format", "OVA"},
                  {"hv:ram_minimum", "512"},
                  {"ad:ram_recommended", "1024"},
                  {"hv:core_minimum", "1"},
                  {"ad:core_recommended", "4"},
                  {"hv:size", std::to_string(what.size)},
                  {"hv:uri", context.base_url + "/images/" + uuid},
                  {"hv:version", std::to_string(what.version)},
                  {"sl:arch", "x86_64"},
                  {"sl:checksum:sha512", checksum(settings, checksums, what.size)},
                  {"sl:comments", ""},
                  {"sl:os", "Linux"},
                  {"sl:osname", what.system},
                  {"sl:osversion", what.system_version},
                  {"ad:user:fullname", "Sample Person"},
                  {"ad:user:guid", "0f6a7d52-1c3e-4e0e-8a7b-90d2c4b6e813"},
                  {"ad:user:uri", "https://appdb.egi.eu/store/person/sample.person"}};
    if (number < settings.image_expired) {
        image["dc:date:expires"] = time_text(context.now, -24);
    } else if (context.owner.is_vo) {
        image["dc:date:expires"] = expiry(settings, context.now);
    }
    if (context.owner.is_vo) {
        image["ad:base_mpuri"] = settings.mpuri + uuid + "/";
        image["ad:appid"] = std::to_string(800 + number);
    }
    return image;
}

Json make_endorser(const EndorserNames& names) {
    return {{"dc:creator", "EGI Applications Database"},
            {"hv:ca", names.ca},
            {"hv:dn", names.dn},
            {"hv:email", "appdb@testbed.example.org"}};
}

Json make_list(const AppdbSettings& settings, const ListContext& context) {
    const auto& owner = context.owner;
    const std::string folder = owner.is_vo ? "vo" : "vappliance";
    Json list = {
        {"dc:date:created", time_text(context.now, -settings.created_hours)},
        {"dc:date:expires", expiry(settings, context.now)},
        {"dc:description", owner.is_vo ? "This is a VO-wide image list for " + owner.name + " VO."
                                       : "This is the image list of " + owner.name},
        {"dc:identifier", settings.identifier},
        {"dc:source", "https://appdb.egi.eu/"},
        {"dc:title", "Images of " + owner.name}};
    list[owner.is_vo ? "ad:vo" : "ad:swid"] = owner.is_vo ? owner.name : "810";
    list["hv:endorser"] = {{"hv:x509", make_endorser(context.endorser)}};
    list["hv:images"] = Json::array();
    Checksums checksums;
    for (std::uint64_t i = 0; i < settings.images; ++i) {
        list["hv:images"].push_back({{"hv:image", make_image(settings, context, checksums, i)}});
    }
    list["hv:uri"] = context.base_url + "/store/" + folder + "/" + owner.name + "/image.list";
    list["hv:version"] = settings.version;
    return list;
}

void remove_from_images(Json& list, const std::string& name) {
    if (list.contains("hv:images")) {
        for (auto& item : list["hv:images"]) {
            item["hv:image"].erase(name);
        }
    }
}

void remove_fields(Json& list, const std::vector<std::string>& missing) {
    for (const auto& name : missing) {
        if (name.starts_with(image_prefix)) {
            remove_from_images(list, name.substr(image_prefix.size()));
            continue;
        }
        if (list.contains("hv:endorser")) {
            list["hv:endorser"]["hv:x509"].erase(name);
        }
        list.erase(name);
    }
}

void add_names(std::vector<std::string>& names, const Json& object, const std::string& prefix) {
    for (const auto& [name, value] : object.items()) {
        if (std::find(names.begin(), names.end(), prefix + name) == names.end()) {
            names.push_back(prefix + name);
        }
    }
}

}  // namespace

std::string make_image_list(const AppdbSettings& settings, const ListContext& context) {
    auto list = make_list(settings, context);
    remove_fields(list, settings.missing);
    return Json({{"hv:imagelist", list}}).dump(3, ' ', false, Json::error_handler_t::replace) +
           "\n";
}

std::vector<std::string> image_list_fields() {
    std::vector<std::string> names;
    for (const bool is_vo : {false, true}) {
        AppdbSettings settings;
        settings.images = settings.image_expired = 1;
        ListContext context;
        context.owner.is_vo = is_vo;
        const auto list = make_list(settings, context);
        add_names(names, list, "");
        add_names(names, list["hv:endorser"]["hv:x509"], "");
        add_names(names, list["hv:images"][0]["hv:image"], std::string{image_prefix});
    }
    return names;
}

std::optional<Image> find_image(const AppdbSettings& settings, const std::string& uuid) {
    for (std::uint64_t i = 0; i < settings.images; ++i) {
        if (uuid_of(i) == uuid) {
            return Image{i, appliance(i).size};
        }
    }
    return std::nullopt;
}

std::string egiappdb_error() {
    return Json({{"egiappdb", {{"error", "Image list does not exist"}}}}).dump() + "\n";
}

}  // namespace fedcloud::testbed
