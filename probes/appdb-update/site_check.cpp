#include "site_check.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>
#include <vector>

#include "auth/access.hpp"
#include "bdii/site.hpp"
#include "comparison.hpp"
#include "http/endpoint.hpp"
#include "ldap/connection.hpp"
#include "list_check.hpp"
#include "occi/client.hpp"
#include "offers.hpp"

namespace fedcloud::appdb_update {
namespace {

using plugin::Checked;
using plugin::Fault;
using plugin::State;

// What a site offers, and what to call it.
struct SiteImages {
    std::vector<Offer> offers;
    std::string site;
};

using Reading = Checked<SiteImages>;

Reading read_model(auth::Access& access, const net::Url& endpoint, plugin::Run& run) {
    occi::Client client(access.session(), {endpoint, http::time_per_request(run)});
    const auto model = client.query(run.work());
    if (!model) {
        return Unexpected{model.error().fault};
    }
    SiteImages images{offers_of(*model), endpoint.to_string()};
    run.describe(fmt::format("{} offers {} os_tpl", images.site, images.offers.size()));
    return images;
}

std::optional<SiteImages> read_occi(const Options& options, Preparation& preparation,
                                    plugin::Run& run) {
    // ooi answers 501 to any other OCCI version than this and 1.2.
    auth::Access access(
        preparation.occi->credential, options.login, preparation.occi->endpoint,
        http::client_options(preparation.occi->trust, run, "fedcloud-probes OCCI/1.1"), run);
    std::optional<SiteImages> images;
    if (const auto endpoint = access.open("occi")) {
        auto read = run.step("site", [&] { return read_model(access, *endpoint, run); });
        if (read) {
            images = std::move(*read);
        }
    }
    access.add_perfdata();
    return images;
}

Reading read_directory(const Options& options, const net::Url& bdii, plugin::Run& run) {
    const auto until = run.work();
    auto connection = ldap::connect(bdii.host, *bdii.port(), run.options().family, until);
    if (!connection) {
        return Unexpected{connection.error()};
    }
    auto content = bdii::published_by(*connection, options.site, image_attributes(), until,
                                      std::string(image_filter));
    if (!content) {
        return Unexpected{content.error()};
    }
    if (content->cut_short) {
        run.find(State::warning, "limits",
                 "the BDII sends only a part of the site's entries: raise its sizelimit");
    }
    SiteImages images{offers_of(content->entries),
                      fmt::format("{} in {}", options.site, bdii.to_string())};
    run.describe(fmt::format("{} images of {}", images.offers.size(), images.site));
    return images;
}

std::optional<SiteImages> read_bdii(const Options& options, const Preparation& preparation,
                                    plugin::Run& run) {
    auto read = run.step("site", [&] { return read_directory(options, *preparation.bdii, run); });
    return read ? std::optional(std::move(*read)) : std::nullopt;
}

void add_counts(const std::vector<Compared>& compared, plugin::Run& run) {
    const auto add = [&](const char* label, Presence presence) {
        run.add(plugin::Perfdata::count(label, static_cast<double>(count(compared, presence))));
    };
    add("current", Presence::current);
    add("outdated", Presence::outdated);
    add("missing", Presence::missing);
    add("version_unknown", Presence::version_unknown);
}

Checked<void> judge(const ImageList& list, const SiteImages& images,
                    const plugin::Thresholds& thresholds, plugin::Run& run) {
    const auto now = current_time();
    const auto compared = compare(list, images.offers, now);
    if (compared.empty()) {
        return Unexpected{
            Fault::ours("the list holds no image that a site should have: nothing to compare")};
    }
    add_counts(compared, run);
    for (const auto& [image, match] : compared) {
        run.trace(2, fmt::format("{}, version {}: {}", describe(*image), listed_version(*image),
                                 to_string(match)));
    }
    const auto finding = judge_comparison(list, compared, images.site, thresholds, now);
    const auto unknown = count(compared, Presence::version_unknown);
    const auto behind = count(compared, Presence::missing) + count(compared, Presence::outdated);
    run.find(finding.state, finding.name, finding.text);
    if (finding.state == State::ok) {
        run.succeed(behind > 0 ? finding.text
                    : unknown == 0
                        ? finding.text + ", in the version that the list has"
                        : fmt::format("{}, {} of them in a version that the site does not tell",
                                      finding.text, unknown));
    }
    return {};
}

}  // namespace

void check_site(const Options& options, Preparation& preparation, const ImageList& list,
                plugin::Run& run) {
    const auto images = options.compare_with == Site::occi ? read_occi(options, preparation, run)
                                                           : read_bdii(options, preparation, run);
    if (images) {
        (void)run.step("compare", [&] { return judge(list, *images, preparation.compare, run); });
    }
}

}  // namespace fedcloud::appdb_update
