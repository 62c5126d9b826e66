// Is Perun alive, and does it keep up?
#pragma once

#include <functional>

#include "net/url.hpp"
#include "options.hpp"
#include "page/cache.hpp"
#include "plugin/run.hpp"

namespace fedcloud::perun {

inline constexpr std::size_t largest_answer = 256U << 10U;

// Where an answer comes from that is not at hand: asks `url`, through the cache. Its steps are its
// own.
using Renew = std::function<plugin::Checked<page::Entry>(const net::Url& url, page::Cache& cache,
                                                         plugin::Run& run)>;

// Steps: target, those of `renew` (credential, token, ask), status. Perfdata: total, lag,
// consumers, last_message and what `renew` adds.
void check(const Options& options, plugin::Run& run, const Renew& renew);

}  // namespace fedcloud::perun
