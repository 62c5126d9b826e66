#include "render_profile.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <string_view>

namespace fedcloud::profiles {
namespace {

// Most text needs no escape, and nlohmann's takes its time.
void append_quoted(std::string& out, std::string_view text) {
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\';
    });
    if (plain) {
        out.append("\"").append(text).append("\"");
    } else {
        out += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    }
}

// The members of one object; those without a value are left out.
class Members {
  public:
    explicit Members(std::string& out) : out_(out) { out_ += '{'; }
    void text(const char* name, std::string_view value) {
        if (!value.empty()) {
            begin(name);
            append_quoted(out_, value);
        }
    }
    void flag(const char* name, bool value) {
        begin(name);
        out_ += value ? "true" : "false";
    }
    void texts(const char* name, const std::vector<std::string>& values) {
        each(name, values, [&](const std::string& value) { append_quoted(out_, value); });
    }
    template <typename Values, typename Render>
    void each(const char* name, const Values& values, const Render& render) {
        if (values.empty()) {
            return;
        }
        begin(name);
        for (const auto& value : values) {
            out_ += &value == &values.front() ? '[' : ',';
            render(value);
        }
        out_ += ']';
    }
    void begin(const char* name) {
        out_ += first_ ? "" : ",";
        first_ = false;
        out_.append("\"").append(name).append("\":");
    }
    // Whatever comes next stands on a new line.
    void next_line() {
        if (out_.back() != '\n') {
            out_ += first_ ? "\n" : ",\n";
        }
        first_ = true;
    }
    void end() { out_ += '}'; }

  private:
    std::string& out_;
    bool first_ = true;
};

void add_extensions(std::string& out, Members& members,
                    const std::vector<site::Extension>& extensions) {
    members.each("extensions", extensions, [&](const site::Extension& extension) {
        Members inner(out);
        inner.text("key", extension.key);
        inner.text("value", extension.value);
        inner.end();
    });
}

void add_urls(Members& members, const std::string& url, const std::string& registered) {
    members.text("url", url);
    if (registered != url) {
        members.text("registered_url", registered);
    }
}

void add_endpoint(std::string& out, const site::Endpoint& endpoint) {
    Members members(out);
    members.text("id", endpoint.id);
    members.text("name", endpoint.name);
    members.text("interface_name", endpoint.interface_name);
    add_urls(members, endpoint.url, endpoint.registered_url);
    members.flag("monitored", endpoint.monitored);
    members.end();
}

void add_parameters(std::string& out, Members& members, const site::Parameters& parameters) {
    if (parameters == site::Parameters{}) {
        return;
    }
    members.begin("parameters");
    Members inner(out);
    inner.text("endpoint", parameters.endpoint);
    inner.text("os_tpl", parameters.os_tpl);
    inner.text("resource_tpl", parameters.resource_tpl);
    inner.text("region", parameters.region);
    inner.text("bdii_base", parameters.bdii_base);
    inner.end();
}

void add_service(std::string& out, const site::Service& service) {
    Members members(out);
    members.text("key", service.key);
    members.text("type", service.type);
    members.text("host", service.host);
    members.text("host_dn", service.host_dn);
    add_urls(members, service.url, service.registered_url);
    members.each("endpoints", service.endpoints,
                 [&](const site::Endpoint& endpoint) { add_endpoint(out, endpoint); });
    members.flag("monitored", service.monitored);
    members.flag("production", service.production);
    members.texts("scopes", service.scopes);
    add_extensions(out, members, service.extensions);
    add_parameters(out, members, service.parameters);
    members.end();
}

void add_downtime(std::string& out, const site::Downtime& downtime) {
    Members members(out);
    members.text("key", downtime.key);
    members.texts("services", downtime.services);
    members.text("severity", downtime.severity == site::Severity::outage ? "outage" : "warning");
    members.text("classification", downtime.scheduled ? "scheduled" : "unscheduled");
    members.text("start", render_time(downtime.start));
    members.text("end", render_time(downtime.end));
    members.text("description", downtime.description);
    members.end();
}

// An array with every element on a line of its own.
template <typename Values, typename Render>
void add_lines(std::string& out, const char* name, const Values& values, const Render& render) {
    out += fmt::format("\"{}\":[", name);
    for (const auto& value : values) {
        out += &value == &values.front() ? "\n" : ",\n";
        render(out, value);
    }
    out += "\n]";
}

void add_site(std::string& out, const site::Profile& profile) {
    Members members(out);
    members.next_line();
    members.begin("format");
    out += '1';
    members.next_line();
    members.text("site", profile.site);
    members.next_line();
    members.text("key", profile.key);
    members.next_line();
    members.text("ngi", profile.ngi);
    members.text("country", profile.country);
    members.text("country_code", profile.country_code);
    members.text("certification_status", profile.certification_status);
    members.text("infrastructure", profile.infrastructure);
    members.text("giis_url", profile.giis_url);
    members.next_line();
    members.texts("scopes", profile.scopes);
    members.next_line();
    add_extensions(out, members, profile.extensions);
    members.next_line();
    members.texts("vos", profile.vos);
    members.next_line();
    members.begin("pulled");
    Members pulled(out);
    pulled.begin("from");
    append_quoted(out, profile.pulled_from);
    pulled.text("at", render_time(profile.pulled_at));
    pulled.end();
    members.next_line();
}

}  // namespace

std::string render_time(plugin::UtcTime time) {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                       fmt::gmtime(static_cast<std::time_t>(time.time_since_epoch().count())));
}

std::string render_profile(const site::Profile& profile) {
    std::string out;
    add_site(out, profile);
    add_lines(out, "services", profile.services, add_service);
    if (!profile.downtimes.empty()) {
        out += ",\n";
        add_lines(out, "downtimes", profile.downtimes, add_downtime);
    }
    out += "\n}\n";
    return out;
}

}  // namespace fedcloud::profiles
