// Fetches the accounting repository's page.
#pragma once

#include "pub_check.hpp"

namespace fedcloud::apel {

// Through the cache, so that it is fetched and read once for all sites; what is shared is its
// listing. The only part that needs libcurl.
plugin::Checked<page::Entry> download(const Order& order, page::Cache& cache, plugin::Run& run);

}  // namespace fedcloud::apel
