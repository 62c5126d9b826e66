#include "collect.hpp"

#include <fmt/format.h>

#include <string>
#include <unordered_set>
#include <utility>

#include "plugin/text.hpp"

namespace fedcloud::profiles {
namespace {

constexpr std::size_t most_pages = 20'000;
constexpr std::size_t most_records = 1'000'000;

Unexpected<std::string> told(const Query& query, const std::string& why) {
    return Unexpected{fmt::format("{}: {}", query.method, why)};
}

// GOCDB has a link to the next page even on the last one. Where there is none, a page that is not
// full must be the last.
bool is_last(const PageEnd& end) {
    return end.paging && !end.paging->next_cursor && end.paging->max_page_size &&
           end.elements < *end.paging->max_page_size;
}

const std::string& key_of(const SiteRecord& record) {
    return record.site;
}
const std::string& key_of(const ServiceRecord& record) {
    return record.service.key;
}
const std::string& key_of(const DowntimeRecord& record) {
    return record.downtime.key;
}

// One pull: what its pages are put into, and how far it is.
class Collection {
  public:
    Collection(const Source& source, const Selection& selection, const Origin& origin)
        : source_(source),
          selection_(selection),
          now_(origin.at),
          builder_(origin, source.largest) {}

    Expected<void, std::string> add_sites();
    Expected<void, std::string> add_services();
    Expected<void, std::string> add_downtimes();
    bool has_no_site() const { return builder_.sites() == 0; }
    Built finish() && { return std::move(builder_).finish(); }

  private:
    // Reads a page with `read` and gives each record to `take`.
    template <typename Record, typename Take>
    HandlePage handle(ReadFeed<Record> (*read)(std::string), const char* what, Take take);

    const Source& source_;
    const Selection& selection_;
    plugin::UtcTime now_;
    ProfileBuilder builder_;
};

template <typename Record, typename Take>
HandlePage Collection::handle(ReadFeed<Record> (*read)(std::string), const char* what, Take take) {
    return
        [this, read, what, take, total = std::size_t{0}, seen = std::unordered_set<std::string>{}](
            std::string body) mutable -> Expected<PageEnd, std::string> {
            auto page = read(std::move(body));
            if (!page) {
                return Unexpected{page.error()};
            }
            total += page->elements;
            if (total > most_records) {
                return Unexpected{fmt::format("it has more than {} records", most_records)};
            }
            bool is_new = page->records.empty();
            for (auto& record : page->records) {
                is_new = seen.insert(key_of(record)).second || is_new;
                take(record);
            }
            if (!is_new) {  // and those that should be here are missing
                return Unexpected{std::string("it repeats the records of an earlier page")};
            }
            builder_.add(std::move(page->problems));
            if (builder_.is_too_large()) {
                return Unexpected{fmt::format(
                    "what is wanted of it takes more than {} MB of memory: no GOCDB has so much",
                    source_.largest >> 20U)};
            }
            if (source_.progress) {
                source_.progress(fmt::format("{}: {}", what, total));
            }
            return PageEnd{page->elements, page->paging};
        };
}

Expected<void, std::string> Collection::add_sites() {
    for (const auto& asked : site_queries(selection_, source_.interface)) {
        const auto handle_page = handle(read_sites, "sites", [&](SiteRecord& site) {
            complete(site, selection_, asked);
            if (admits(selection_, site)) {
                builder_.add(std::move(site));
            }
        });
        if (asked.paged) {
            if (auto walked = walk_pages(source_.fetch, asked.query, handle_page); !walked) {
                return walked;
            }
            continue;
        }
        auto body = source_.fetch(asked.query);
        if (!body) {
            return told(asked.query, body.error());
        }
        if (const auto end = handle_page(std::move(*body)); !end) {
            return told(asked.query, end.error());
        }
    }
    return {};
}

Expected<void, std::string> Collection::add_services() {
    return walk_pages(source_.fetch, service_query(selection_),
                      handle(read_services, "services", [this](ServiceRecord& record) {
                          if (admits(selection_, record.service)) {
                              builder_.add(std::move(record));
                          }
                      }));
}

Expected<void, std::string> Collection::add_downtimes() {
    return walk_pages(source_.fetch, downtime_query(selection_, now_),
                      handle(read_downtimes, "downtimes", [this](const DowntimeRecord& record) {
                          if (admits(selection_, record.downtime, now_)) {
                              builder_.add(record);
                          }
                      }));
}

}  // namespace

Expected<void, std::string> walk_pages(const Fetch& fetch, Query query, const HandlePage& handle) {
    query.parameters.emplace_back("next_cursor", "0");
    std::uint64_t cursor = 0;
    for (std::size_t page = 1; page <= most_pages; ++page) {
        const auto tell = [&](const std::string& why) {
            return told(query, fmt::format("page {} (next_cursor={}): {}", page, cursor, why));
        };
        auto body = fetch(query);
        if (!body) {
            return tell(body.error());
        }
        const auto end = handle(std::move(*body));
        if (!end) {
            return tell(end.error());
        }
        const bool unpaged = !end->paging && page == 1;
        if (end->elements > 0 && end->paging && end->paging->unusable_link) {
            return tell(fmt::format("the link to the next page has no usable cursor ('{}')",
                                    plugin::clean(*end->paging->unusable_link, 160)));
        }
        if (end->elements == 0 || unpaged || is_last(*end)) {
            return {};
        }
        if (!end->paging || !end->paging->next_cursor) {
            return tell(
                "the link to the next page is missing, so there is no telling whether this "
                "is all");
        }
        if (*end->paging->next_cursor <= cursor) {
            return tell(fmt::format("the next page's cursor is {}, which leads back",
                                    *end->paging->next_cursor));
        }
        cursor = *end->paging->next_cursor;
        query.parameters.back().second = std::to_string(cursor);
    }
    return told(query, fmt::format("there are more than {} pages", most_pages));
}

Expected<Built, std::string> collect(const Source& source, const Selection& selection,
                                     const Origin& origin) {
    Collection collection(source, selection, origin);
    if (auto sites = collection.add_sites(); !sites) {
        return Unexpected{sites.error()};
    }
    if (collection.has_no_site()) {
        return std::move(collection).finish();
    }
    if (auto services = collection.add_services(); !services) {
        return Unexpected{services.error()};
    }
    if (auto downtimes = collection.add_downtimes(); !downtimes) {
        return Unexpected{downtimes.error()};
    }
    auto built = std::move(collection).finish();
    if (!selection.service_types.empty()) {
        std::erase_if(built.profiles, [](const auto& each) { return each.services.empty(); });
    }
    return built;
}

}  // namespace fedcloud::profiles
