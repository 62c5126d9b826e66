// <SITE> of get_site and of get_site_list.
#include <fmt/format.h>

#include "feed.hpp"
#include "feed_document.hpp"
#include "feed_record.hpp"
#include "plugin/text.hpp"

namespace fedcloud::profiles {
namespace {

// Nothing if the record does not fit; the reason is told.
std::optional<SiteRecord> read_site(FeedRecord& record) {
    SiteRecord site;
    // get_site_list has it as an attribute only, older GOCDBs' get_site as an element only.
    const char* const name = record.node().attribute("NAME") ? "NAME" : "SHORT_NAME";
    site.site = record.attribute(name);
    if (site.site.empty() || site.site.size() > longest_name) {
        record.complain(fmt::format("its name '{}' has {} bytes, and not 1 to {}: left out",
                                    plugin::clean(site.site, 40), site.site.size(), longest_name));
        return std::nullopt;
    }
    record.set_name(fmt::format("site '{}'", site.site));
    if (is_garbled(site.site)) {
        record.complain("its name holds something that is no character of UTF-8: left out");
        return std::nullopt;
    }
    site.key = record.key();
    site.ngi = record.attribute("ROC");
    site.country = record.attribute("COUNTRY");
    site.country_code = record.attribute("COUNTRY_CODE");
    site.giis_url = record.attribute("GIIS_URL");
    site.certification_status = record.text("CERTIFICATION_STATUS");
    site.infrastructure = record.text("PRODUCTION_INFRASTRUCTURE");
    site.scopes = record.scopes();
    site.extensions = record.extensions();
    return site;
}

}  // namespace

ReadFeed<SiteRecord> read_sites(std::string body) {
    const auto document = FeedDocument::parse(std::move(body), "SITE");
    if (!document) {
        return Unexpected{document.error()};
    }
    if (auto counted = document->check_count(); !counted) {
        return Unexpected{counted.error()};
    }
    FeedPage<SiteRecord> page;
    page.elements = document->elements();
    page.paging = document->paging();
    std::size_t number = 0;
    for (const auto node : document->root().children("SITE")) {
        FeedRecord record(node, "site", ++number, page.problems);
        if (auto site = read_site(record)) {
            page.records.push_back(std::move(*site));
        }
    }
    return page;
}

}  // namespace fedcloud::profiles
