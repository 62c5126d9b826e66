// The parts that the selections of services, sites and downtimes are made of.
#pragma once

#include <algorithm>
#include <functional>
#include <ranges>
#include <string>
#include <utility>
#include <vector>

#include "gocdb_select.hpp"

namespace fedcloud::testbed::gocdb {

// Whether a record passes all conditions that were added.
template <typename Record>
class Filter {
  public:
    using Condition = std::function<bool(const Record&)>;

    void add(Condition condition) { conditions_.push_back(std::move(condition)); }

    // Where the query has the parameter, the text that `read` gives is like it.
    template <typename Read>
    void add_like(const Query& query, const std::string& parameter, bool ignore_case, Read read) {
        if (const auto pattern = query.find(parameter)) {
            add([like = Like{*pattern, ignore_case}, read](const Record& record) {
                return like.matches(read(record));
            });
        }
    }

    bool operator()(const Record& record) const {
        return std::all_of(conditions_.begin(), conditions_.end(),
                           [&](const Condition& condition) { return condition(record); });
    }

  private:
    std::vector<Condition> conditions_;
};

template <typename Records, typename Record>
void collect(const Records& records, std::uint64_t most, const Filter<Record>& filter,
             Selection<Record>& selection) {
    for (const auto& record : records) {
        if (selection.size() == most) {
            return;
        }
        if (filter(record)) {
            selection.push_back(&record);
        }
    }
}

template <typename Record>
Selection<Record> page(const std::vector<Record>& records, const Filter<Record>& filter,
                       const std::optional<Cursor>& cursor, std::uint64_t size) {
    Selection<Record> selection;
    if (!cursor) {
        collect(records, records.size(), filter, selection);
        return selection;
    }
    const auto id_of = [](const Record& record) { return record.id; };
    if (cursor->backwards) {
        const auto end = std::ranges::lower_bound(records, cursor->id, {}, id_of);
        collect(std::ranges::subrange(records.begin(), end) | std::views::reverse, size, filter,
                selection);
        std::reverse(selection.begin(), selection.end());
    } else {
        const auto begin = std::ranges::upper_bound(records, cursor->id, {}, id_of);
        collect(std::ranges::subrange(begin, records.end()), size, filter, selection);
    }
    return selection;
}

// An empty site where there is none of that name.
const Site& site_of(const Registry& registry, const std::string& name);

}  // namespace fedcloud::testbed::gocdb
