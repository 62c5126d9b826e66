// Fetches the accounting repository's page.
#pragma once

#include "pub_check.hpp"

namespace fedcloud::apel {

// Through the cache, so that it is fetched once for all sites. The only part that needs libcurl.
plugin::Checked<page::Entry> download(const Order& order, page::Cache& cache, plugin::Run& run);

}  // namespace fedcloud::apel
