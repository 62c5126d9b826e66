// Which of a site's services somebody means.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plugin/expected.hpp"
#include "site/profile.hpp"
#include "site/service_lines.hpp"

namespace fedcloud::site {

// The service of `wanted.key`, which must be of one of the types, or without a key the site's only
// one of them. The error names what there is instead, to choose from.
Expected<const Service*, std::string> choose_service(const Profile& profile, const Wanted& wanted);

bool is_ongoing(const Downtime& downtime, plugin::UtcTime now);

// What a verdict on the service should be read with, a line each: that it is in downtime at `now`,
// that GOCDB has it as not monitored or not in production, that the profile is old. Texts as GOCDB
// has them, uncleaned.
std::vector<std::string> remarks_on(const Profile& profile, const Service* service,
                                    plugin::UtcTime now);

}  // namespace fedcloud::site
