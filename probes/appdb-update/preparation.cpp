#include "preparation.hpp"

#include <fmt/format.h>

#include <utility>

#include "auth/access_token.hpp"
#include "auth/base64.hpp"
#include "auth/destination.hpp"
#include "auth/process.hpp"
#include "bdii/site.hpp"
#include "envelope.hpp"
#include "http/endpoint.hpp"
#include "net/given_host.hpp"
#include "plugin/text.hpp"

namespace fedcloud::appdb_update {
namespace {

using plugin::Checked;
using plugin::Fault;
using plugin::Range;

constexpr std::string_view monitoring_list = "/store/vappliance/fedcloud.monitoring.va/image.list";

// 5,000 images are 8 MB, and 11 MB in base64.
constexpr std::size_t largest_list = 16U << 20U;

// What schedulers give by -H and -p is the site's, if there is one.
plugin::CommonOptions for_list(const Options& options, const plugin::CommonOptions& common) {
    auto own = common;
    if (options.compare_with != Site::none) {
        own.hostname.clear();
        own.port.reset();
    }
    return own;
}

Checked<net::Url> find_list(const Options& options, const plugin::CommonOptions& common) {
    const auto own = for_list(options, common);
    if (!options.url.empty()) {
        return http::find_endpoint(options.url, own);
    }
    auto base = http::find_endpoint(options.appdb_url, own);
    if (!base) {
        return base;
    }
    base->query.clear();
    return base->join(options.vo.empty()
                          ? fmt::format("/store/vappliance/{}/image.list", options.vappliance)
                          : fmt::format("/store/vo/{}/image.list", options.vo));
}

// AppDB makes the monitoring list anew every few hours; other lists change when someone publishes.
plugin::Thresholds age_thresholds(const Options& options, const net::Url& list,
                                  const plugin::Thresholds& given) {
    const auto& path = list.path;
    const bool is_monitoring =
        path.size() >= monitoring_list.size() &&
        path.compare(path.size() - monitoring_list.size(), std::string::npos, monitoring_list) == 0;
    if (!is_monitoring || options.compare_with != Site::none) {
        return given;
    }
    return given.or_default({*Range::parse("6"), *Range::parse("12")});
}

// Whoever may edit a record in GOCDB would choose who gets the token.
bool may_have_token(const net::Url& list, const Options& options,
                    const plugin::CommonOptions& common) {
    const auto appdb = net::parse_url(Options().appdb_url);
    const bool host_is_given = !for_list(options, common).hostname.empty();
    return !options.url_is_registered || host_is_given || (appdb && list.host == appdb->host);
}

// AppDB takes an access token as the user's name; the password is this word for all.
Checked<void> add_token(http::Request& request, const std::string& file, plugin::Run& run) {
    if (file.empty()) {
        return {};
    }
    if (!auth::is_confidential(request.url)) {
        return Unexpected{Fault::ours(
            fmt::format("--appdb-token would be sent in clear text to {}: the URL must be https",
                        http::without_query(request.url)))};
    }
    const auto token = auth::read_secret_line(file, "AppDB token");
    if (!token) {
        return Unexpected{token.error()};
    }
    auth::forbid_core_dumps();
    run.keep_secret(*token);
    const auto encoded = auth::base64(*token + ":x-oauth-basic");
    run.keep_secret(encoded);
    request.headers.emplace_back("Authorization", "Basic " + encoded);
    return {};
}

// What belongs together, and what does not. The error is what to mend.
Expected<void, std::string> check_combination(const Options& options) {
    const bool has_login =
        !options.login.access_token_file.empty() || !options.login.refresh_token_file.empty();
    switch (options.compare_with) {
        case Site::none:
            if (has_login) {
                return Unexpected{std::string(
                    "--access-token and --oidc-refresh are for the site of --compare-with OCCI; "
                    "AppDB's own token goes with --appdb-token FILE")};
            }
            if (!options.endpoint.empty() || !options.bdii.empty()) {
                return Unexpected{std::string(
                    "--endpoint and --bdii name a site's service: say what to do with it by "
                    "--compare-with OCCI or --compare-with BDII")};
            }
            break;
        case Site::occi:
            break;
        case Site::bdii:
            if (options.bdii.empty() || options.site.empty()) {
                return Unexpected{std::string(
                    "--compare-with BDII needs --bdii ldap://HOST:2170 and --site NAME")};
            }
            break;
    }
    if (!options.endorser.empty() && options.allow_unsigned) {
        return Unexpected{std::string(
            "--endorser and --allow-unsigned exclude each other: nobody can be pinned without a "
            "signature")};
    }
    return {};
}

Checked<net::Url> find_bdii(const Options& options, const plugin::CommonOptions& common) {
    auto url = net::parse_url(options.bdii);
    if (!url || url->scheme != "ldap") {
        return Unexpected{Fault::ours(fmt::format(
            "--bdii '{}' is no usable URL: {}", plugin::clean(net::without_user(options.bdii), 120),
            url ? "its scheme is not ldap" : url.error()))};
    }
    const auto host = net::given_host(common);
    if (!host) {
        return Unexpected{host.error()};
    }
    if (!host->empty()) {
        url->host = *host;
    }
    if (common.port) {
        url->explicit_port = common.port;
    } else if (!url->explicit_port) {
        url->explicit_port = bdii::default_port;
    }
    return std::move(*url);
}

Checked<void> prepare_site(Preparation& preparation, const Options& options, plugin::Run& run) {
    preparation.compare = options.compare.or_default({*Range::parse("24"), *Range::parse("72")});
    if (options.compare_with == Site::occi) {
        auto site = auth::prepare(options.endpoint, options.login, run);
        if (!site) {
            return Unexpected{site.error()};
        }
        if (site->endpoint) {
            site->endpoint->query.clear();  // GOCDB keeps ?image=...&resource=... there
        }
        preparation.occi.emplace(std::move(*site));
    }
    if (options.compare_with == Site::bdii) {
        auto bdii = find_bdii(options, run.options());
        if (!bdii) {
            return Unexpected{bdii.error()};
        }
        preparation.bdii = std::move(*bdii);
    }
    return {};
}

}  // namespace

Checked<Preparation> prepare(const Options& options, plugin::Run& run) {
    if (const auto fits = check_combination(options); !fits) {
        return Unexpected{Fault::ours(fits.error())};
    }
    auto list = find_list(options, run.options());
    if (!list) {
        return Unexpected{list.error()};
    }
    auto trust = http::find_trust(run.options().ca_path, run.options().crl_required);
    if (!trust) {
        return Unexpected{trust.error()};
    }
    Preparation preparation;
    preparation.trust = std::move(*trust);
    preparation.expectations.age = age_thresholds(options, *list, run.options().thresholds);
    preparation.list.url = std::move(*list);
    preparation.list.max_body = largest_list;
    preparation.list.judge_beginning = judge_beginning;
    preparation.list.redirects = http::Redirects::same_origin;
    if (!options.endorser.empty()) {
        auto endorser = DistinguishedName::parse(options.endorser);
        if (!endorser) {
            return Unexpected{Fault::ours("--endorser: " + endorser.error())};
        }
        preparation.expectations.endorser = std::move(*endorser);
    }
    const bool may_have = may_have_token(preparation.list.url, options, run.options());
    preparation.token_withheld = !may_have && !options.token_file.empty();
    if (preparation.token_withheld) {
        run.note(
            fmt::format("--appdb-token was not sent to {}, which only GOCDB names: give the "
                        "list by --url if that host may have it",
                        preparation.list.url.host));
    } else if (auto added = add_token(preparation.list, options.token_file, run); !added) {
        return Unexpected{added.error()};
    }
    if (auto prepared = prepare_site(preparation, options, run); !prepared) {
        return Unexpected{prepared.error()};
    }
    return preparation;
}

}  // namespace fedcloud::appdb_update
