// How often a whole collection is searched for things of ours that the journal does not know.
#pragma once

#include <chrono>
#include <string>

namespace fedcloud::cleanup {

// True if the last sweep of `endpoint` is longer ago than `period`, or none is on record. A search
// costs a request for each machine of the account, so it is not for every run.
bool sweep_is_due(const std::string& folder, const std::string& endpoint,
                  std::chrono::seconds period);
// Puts it on record; that it cannot is of no consequence, the next run searches again.
void mark_swept(const std::string& folder, const std::string& endpoint);

}  // namespace fedcloud::cleanup
