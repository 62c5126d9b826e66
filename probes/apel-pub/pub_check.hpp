// Does a site publish its cloud accounting records?
#pragma once

#include <functional>

#include "net/url.hpp"
#include "options.hpp"
#include "page/cache.hpp"
#include "plugin/run.hpp"

namespace fedcloud::apel {

// Enough for three thousand sites; this process is to stay small.
inline constexpr std::size_t largest_page = 512U << 10U;

// Where a page comes from that is not at hand.
struct Order {
    net::Url url;
    bool own_page = false;  // it is made for one site
};
using Renew = std::function<plugin::Checked<page::Entry>(const Order&, page::Cache&, plugin::Run&)>;

// With --message the step "message"; else "page" and "freshness". Perfdata: age (seconds), records.
void check(const Options& options, plugin::Run& run, const Renew& renew);

}  // namespace fedcloud::apel
