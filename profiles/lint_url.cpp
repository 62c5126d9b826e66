// The URL of a service: is there one, and can it be used as it stands?
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "lint.hpp"
#include "net/url.hpp"
#include "plugin/text.hpp"
#include "service_types.hpp"
#include "service_url.hpp"

namespace fedcloud::profiles {
namespace {

using Address = ServiceType::Address;
using plugin::clean;
using plugin::trim;

// A URL, as it stands in GOCDB, fit to be quoted to anyone.
std::string quoted(std::string_view url) {
    return clean(net::without_user(url));
}

std::string example_url(const ServiceType& type, std::string_view host) {
    const auto name = host.empty() ? "host.example.org" : clean(host);
    if (type.address == Address::bdii) {
        return fmt::format("ldap://{}:2170/GLUE2DomainID=SITE,o=glue", name);
    }
    return fmt::format("https://{}:PORT/{}", name, type.wants_image ? "?image=ID&resource=ID" : "");
}

bool is_double_escaped(std::string_view url) {
    return url.find("&amp;") != std::string_view::npos ||
           url.find("?amp;") != std::string_view::npos;
}

bool has_scheme(std::string_view url) {
    return url.find("://") != std::string_view::npos;
}

// One URL, and where in the record it stands ("URL", "URL of the endpoint 'one'").
class UrlRules {
  public:
    UrlRules(const ServiceType& type, const site::Service& service, std::string field,
             std::string_view registered, Record& record)
        : type_(type),
          service_(service),
          field_(std::move(field)),
          registered_(trim(registered)),
          url_(read_service_url(registered_, service.type)),
          record_(record) {}

    void check() const {
        escaping();
        blanks();
        if (!url_) {
            unusable();
        } else {
            scheme();
            host();
        }
    }
    const std::optional<net::Url>& url() const { return url_; }

  private:
    void escaping() const {
        if (is_double_escaped(registered_)) {
            record_.add(
                Severity::warning, "url-escaped-twice",
                fmt::format("The {} is {}: its '&' is escaped twice.", field_, quoted(registered_)),
                "A program that takes the URL at its word sends 'amp;resource' where the "
                "service expects 'resource'.",
                fmt::format("Enter the URL with a plain '&' in the field {}; GOCDB escapes "
                            "it by itself.",
                            field_));
        }
    }

    void blanks() const {
        if (url_ && registered_.find(' ') != std::string_view::npos) {
            record_.add(
                Severity::warning, "url-with-blank",
                fmt::format("The {} is {}: there is a blank in it.", field_, quoted(registered_)),
                "It is taken for '%20' here; other programs refuse the URL or cut it there.",
                fmt::format("Enter {} in the field {}.", clean(url_->to_string()), field_));
        }
    }

    void unusable() const {
        const auto whole = net::parse_url(registered_);
        const auto reason =
            has_scheme(registered_) && !whole ? whole.error() : "it does not begin with a scheme";
        record_.add(Severity::error, has_scheme(registered_) ? "url-unusable" : "scheme-missing",
                    fmt::format("The {} is {}, which cannot be used: {}.", field_,
                                quoted(registered_), clean(reason)),
                    "The service can be neither found by users nor checked.",
                    fmt::format("Enter the whole URL in the field {}, such as {}.", field_,
                                example_url(type_, service_.host)));
    }

    void scheme() const {
        if (!has_scheme(registered_)) {
            record_.add(Severity::warning, "scheme-missing",
                        fmt::format("The {} is {}: it does not begin with a scheme.", field_,
                                    quoted(registered_)),
                        "It is taken for an https:// URL here; other programs refuse it or take "
                        "it for http://.",
                        fmt::format("Enter {} in the field {}.", clean(url_->to_string()), field_));
            return;
        }
        const bool is_ldap = url_->scheme == "ldap" || url_->scheme == "ldaps";
        const bool is_web = url_->scheme == "http" || url_->scheme == "https";
        if (type_.address == Address::bdii ? !is_ldap : type_.address == Address::url && !is_web) {
            record_.add(Severity::error, "scheme-wrong",
                        fmt::format("The {} is {}: {}:// is not what this type of service speaks.",
                                    field_, quoted(registered_), clean(url_->scheme)),
                        "The service can be neither found by users nor checked.",
                        fmt::format("Enter the whole URL in the field {}, such as {}.", field_,
                                    example_url(type_, service_.host)));
        } else if (type_.has_credentials && !url_->is_tls()) {
            auto secure = *url_;
            secure.scheme = "https";
            record_.add(Severity::warning, "url-without-tls",
                        fmt::format("The {} is {}: connections to it are not encrypted.", field_,
                                    quoted(registered_)),
                        "Users' tokens and passwords would cross the network in the clear; no "
                        "credential is sent to such a URL by these probes.",
                        fmt::format("Offer the service over TLS, and enter its https:// URL, such "
                                    "as {}, in the field {}.",
                                    clean(secure.to_string()), field_));
        }
    }

    void host() const {
        const auto registered_host = plugin::lower(trim(service_.host));
        if (!registered_host.empty() && url_->host != registered_host &&
            type_.address != Address::none) {
            record_.add(
                Severity::warning, "host-differs",
                fmt::format("The {} is {}, on the host {}, but the HOSTNAME is {}.", field_,
                            quoted(registered_), clean(url_->host), clean(registered_host)),
                "Downtimes, certificates and the checks of other monitoring instances go by the "
                "HOSTNAME; this one goes by the URL.",
                "Enter the name that users connect to as the HOSTNAME, or the URL of that host.");
        }
    }

    const ServiceType& type_;
    const site::Service& service_;
    std::string field_;
    std::string_view registered_;
    std::optional<net::Url> url_;
    Record& record_;
};

std::string name_of(const site::Endpoint& endpoint) {
    return "'" + clean(endpoint.name.empty() ? endpoint.id : endpoint.name, 80) + "'";
}

const site::Endpoint* endpoint_with_url(const site::Service& service) {
    const auto found = std::find_if(service.endpoints.begin(), service.endpoints.end(),
                                    [](const site::Endpoint& each) {
                                        return each.monitored && !trim(each.registered_url).empty();
                                    });
    return found == service.endpoints.end() ? nullptr : &*found;
}

void without_url(const ServiceType& type, const site::Service& service, Record& record) {
    if (type.address == Address::bdii || type.address == Address::none) {
        return;  // found by the host
    }
    if (const auto* endpoint = endpoint_with_url(service)) {
        record.add(Severity::warning, "url-only-in-endpoint",
                   fmt::format("The field URL is empty; only the endpoint {} has one.",
                               name_of(*endpoint)),
                   "These probes take the endpoint's, but programs that read only the service's "
                   "URL do not find the service.",
                   fmt::format("Enter {} in the service's own field URL, too.",
                               quoted(trim(endpoint->registered_url))));
    } else if (type.address == Address::host_port) {
        record.add(Severity::error, "port-missing",
                   "The field URL is empty, and so the port of this broker is told nowhere.",
                   "It cannot be checked: brokers have no port of their own that could be assumed.",
                   fmt::format("Enter the URL with its port in the field URL, such as {}.",
                               example_url(type, service.host)));
    } else {
        record.add(Severity::error, "url-missing",
                   "The field URL is empty, and no monitored endpoint has one either.",
                   "The service can be neither found by users nor checked.",
                   fmt::format("Enter the URL that users connect to in the field URL, such as {}.",
                               example_url(type, service.host)));
    }
}

void port_and_base(const ServiceType& type, const net::Url& url, Record& record) {
    if (type.address == Address::host_port && !url.explicit_port) {
        const auto port = url.port();
        record.add(port ? Severity::info : Severity::error, "port-missing",
                   fmt::format("The URL {} names no port.", clean(url.to_string())),
                   port ? fmt::format("Port {} is checked, the usual one of {}://.", *port,
                                      clean(url.scheme))
                        : "It cannot be checked: brokers have no port that could be assumed.",
                   "Enter the URL with its port in the field URL.");
    }
    if (type.address == Address::bdii &&
        plugin::lower(url.path).find("o=glue") == std::string::npos) {
        record.add(Severity::info, "bdii-base-missing",
                   fmt::format("The URL {} names no base DN below o=glue.", clean(url.to_string())),
                   "The whole of o=glue is searched for the site.",
                   "Enter the base DN behind the host, such as "
                   "ldap://HOST:2170/GLUE2DomainID=SITE,o=glue, in the field URL.");
    }
}

void image(const LintSubject& subject, const site::Service& service, Record& record) {
    const auto local = site::options_for(subject.overrides, "check_occi_vm", service.key);
    const bool is_local = std::any_of(local.begin(), local.end(),
                                      [](const auto& option) { return option.name == "os-tpl"; });
    if (service.parameters.os_tpl.empty()) {
        record.add(is_local ? Severity::warning : Severity::error, "image-missing",
                   "The URL names no image to start a machine from (?image=).",
                   is_local ? "It is checked with an image that is set here; others have none."
                            : "Machines can be neither started nor checked: the probe does not "
                              "choose an image by itself.",
                   "Add ?image=ID&resource=ID to the URL, the identifiers of an os_tpl and of a "
                   "resource_tpl that the VO ops may use.");
    } else if (service.parameters.resource_tpl.empty() && !is_local) {
        record.add(Severity::info, "resource-missing",
                   "The URL names no size of machine (resource=).",
                   "The site's own default size is started.",
                   "Add &resource=ID to the URL, the identifier of the smallest resource_tpl.");
    }
}

}  // namespace

void lint_url(const LintSubject& subject, const site::Service& service, Record& record) {
    const ServiceType* type = find_service_type(service.type);
    if (type == nullptr) {
        return;
    }
    std::vector<std::string_view> seen;
    const auto check = [&](std::string field, std::string_view registered) {
        const auto url = trim(registered);
        if (url.empty() || std::find(seen.begin(), seen.end(), url) != seen.end()) {
            return;
        }
        seen.push_back(url);
        const UrlRules rules(*type, service, std::move(field), url, record);
        rules.check();
        if (rules.url() && seen.size() == 1) {
            port_and_base(*type, *rules.url(), record);
        }
    };
    if (trim(service.registered_url).empty()) {
        without_url(*type, service, record);
    }
    check("URL", service.registered_url);
    for (const auto& endpoint : service.endpoints) {
        if (endpoint.monitored) {
            check("URL of the endpoint " + name_of(endpoint), endpoint.registered_url);
        }
    }
    if (type->wants_image && !seen.empty()) {
        image(subject, service, record);
    }
}

}  // namespace fedcloud::profiles
