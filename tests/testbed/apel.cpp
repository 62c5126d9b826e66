// An APEL accounting service: its old pages, and the REST service that has taken their place.
#include "apel.hpp"

#include "apel_pages.hpp"
#include "encoding.hpp"

namespace fedcloud::testbed {
namespace {

constexpr auto old_cloud_path = "/cloudtest/cloudsites2.html";
constexpr std::string_view site_page_end = "_Pub.html";
constexpr auto json_time = "%Y-%m-%dT%H:%M:%SZ";

enum class Rendering { json, html, none };

bool names_type(const std::string& accept, std::string_view type) {
    for (const auto& item : split_outside_quotes(accept, ',')) {
        if (equal_ignoring_case(trim(item.substr(0, item.find(';'))), type)) {
            return true;
        }
    }
    return false;
}

// As Django REST framework chooses: JSON comes first, a type by its name comes before */*, and
// quality values mean nothing. ?format= comes before all of it.
Rendering rendering_for(const Call& call) {
    const auto fields = form_fields(call.query);
    const auto format = fields.find("format");
    if (format != fields.end()) {
        return format->second == "json"   ? Rendering::json
               : format->second == "html" ? Rendering::html
                                          : Rendering::none;
    }
    const auto accept = call.accept();
    if (accept.empty() || names_type(accept, "application/json")) {
        return Rendering::json;
    }
    if (names_type(accept, "text/html")) {
        return Rendering::html;
    }
    if (names_type(accept, "*/*") || names_type(accept, "application/*")) {
        return Rendering::json;
    }
    return names_type(accept, "text/*") ? Rendering::html : Rendering::none;
}

Answer send_json(int status, const Json& value) {
    auto answer = respond(status, "application/json",
                          value.dump(-1, ' ', false, Json::error_handler_t::replace));
    answer.headers.emplace_back("Vary", "Accept");
    answer.headers.emplace_back("Allow", "GET, HEAD, OPTIONS");
    return answer;
}

Answer send_page(const std::string& page) {
    return respond(200, html_type, page);
}

Answer not_found() {
    return apache_error(404, "The requested URL was not found on this server.");
}

Answer rest_not_found(Rendering rendering) {
    return rendering == Rendering::json ? send_json(404, {{"detail", "Not found."}})
                                        : respond(404, html_type, "<h1>Not Found</h1>");
}

std::string encode_segment(const std::string& text) {
    std::string result;
    for (const char letter : text) {
        static constexpr std::string_view plain =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
        if (plain.find(letter) != std::string_view::npos) {
            result += letter;
        } else {
            static constexpr std::string_view digits = "0123456789ABCDEF";
            const auto byte = static_cast<unsigned char>(letter);
            result += {'%', digits[byte >> 4U], digits[byte & 15U]};
        }
    }
    return result;
}

const PublishingSite* find(const ApelSettings& settings, const std::string& name) {
    for (const auto& site : settings.sites) {
        if (site.name == name) {
            return &site;
        }
    }
    return nullptr;
}

std::string site_url(const Call& call, const std::string& kind, const PublishingSite& site) {
    return call.base_url + "/publishing/" + kind + "/" + encode_segment(site.name) + "/";
}

Json cloud_entry(const Call& call, const PublishingSite& site) {
    return {{"url", site_url(call, "cloud", site)},
            {"SiteName", site.name},
            {"Vms", site.vms},
            {"Script", site.cloud_type},
            {"updated", last_published(site, json_time)}};
}

Json grid_entry(const Call& call, const PublishingSite& site) {
    const auto publication = new_publication(site);
    return {{"url", site_url(call, "grid", site)},
            {"SiteName", site.name},
            {"updated", last_published(site, json_time)},
            {"returncode", publication.status},
            {"stdout", publication.text}};
}

Answer list_sites(const Call& call, const std::string& kind, const ApelSettings& settings,
                  Rendering rendering) {
    if (rendering == Rendering::html) {
        // The template of the list of grid sites shows the first one only.
        return send_page(kind == "cloud" || settings.sites.empty()
                             ? django_cloud_page(settings)
                             : grid_page(settings.sites.front(), settings, ""));
    }
    Json list = Json::array();
    for (const auto& site : settings.sites) {
        list.push_back(kind == "cloud" ? cloud_entry(call, site) : grid_entry(call, site));
    }
    return send_json(200, list);
}

Answer show_site(const Call& call, const std::string& kind, const PublishingSite& site,
                 ApelSettings settings, Rendering rendering) {
    if (kind == "grid") {
        return rendering == Rendering::json
                   ? send_json(200, grid_entry(call, site))
                   : send_page(grid_page(site, settings, escape_html(new_publication(site).text)));
    }
    if (rendering == Rendering::html) {
        settings.sites = {PublishingSite{site}};
        return send_page(django_cloud_page(settings));
    }
    auto entry = cloud_entry(call, site);
    // The service judges no cloud: monitoring/publishing/views.py, CloudSiteViewSet.retrieve.
    entry["returncode"] = 3;
    entry["stdout"] = "UNKNOWN";
    return send_json(200, entry);
}

// publishing/KIND/ and publishing/KIND/SITE/
Answer answer_rest(const Call& call, const std::vector<std::string>& segments,
                   const ApelSettings& settings) {
    if (!segments.back().empty()) {
        return {301, {{"Location", call.base_url + call.path + "/"}, {"Content-Length", "0"}}, ""};
    }
    const auto rendering = rendering_for(call);
    const bool known = segments.size() >= 3 && (segments[1] == "cloud" || segments[1] == "grid");
    if (rendering == Rendering::none && known) {
        return send_json(406, {{"detail", "Could not satisfy the request Accept header."}});
    }
    if (!known || segments.size() > 4) {
        return rest_not_found(Rendering::html);
    }
    if (segments.size() == 3) {
        return list_sites(call, segments[1], settings, rendering);
    }
    const auto* site = find(settings, segments[2]);
    // The router's pattern of a name has no dot: rest_framework/routers.py, lookup_value_regex.
    if (segments[2].find('.') != std::string::npos) {
        return rest_not_found(Rendering::html);
    }
    return site != nullptr ? show_site(call, segments[1], *site, settings, rendering)
                           : rest_not_found(rendering);
}

Answer answer_site_page(const std::string& file, const ApelSettings& settings) {
    if (!file.ends_with(site_page_end)) {
        return not_found();
    }
    const auto* site = find(settings, file.substr(0, file.size() - site_page_end.size()));
    return site != nullptr ? send_page(grid_page(*site, settings, coloured(old_publication(*site))))
                           : not_found();
}

ApelSettings first_settings(const WebOptions& options) {
    ApelSettings settings;
    settings.sites = default_publishing_sites();
    settings.latency = options.latency;
    return settings;
}

}  // namespace

Apel::Apel(const WebOptions& options) : settings_{first_settings(options)} {}

Answer Apel::answer(const Call& call) {
    const auto settings = settings_.get();
    if (call.path == old_cloud_path) {
        return send_page(cloud_page(settings));
    }
    const auto segments = path_segments(call.path);
    if (segments.size() == 2 && segments[0] == "rss") {
        return answer_site_page(segments[1], settings);
    }
    if (segments.size() >= 2 && segments[0] == "publishing") {
        return answer_rest(call, segments, settings);
    }
    return not_found();
}

}  // namespace fedcloud::testbed
