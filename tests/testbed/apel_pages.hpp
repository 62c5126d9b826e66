// The pages of an accounting service, as its scripts and templates write them.
#pragma once

#include <string>

#include "apel_settings.hpp"
#include "wall_time.hpp"

namespace fedcloud::testbed {

// When the site published last: its date, or what it has instead, by a format of std::put_time.
std::string last_published(const PublishingSite& site, const char* format);

// All sites and their clouds, in the shape of the settings, or in that of the Django templates.
std::string cloud_page(const ApelSettings& settings);
std::string django_cloud_page(const ApelSettings& settings);

// "OK [ last published 2 days ago: 2026-11-19 ]" and its exit status. The old pages have an ERROR
// from 31 days on, the new ones only a WARNING after 7.
struct Publication {
    int status = 0;
    std::string text;
};
Publication old_publication(const PublishingSite& site);
Publication new_publication(const PublishingSite& site);

// The page of one site, which is malformed as the real one. `cell` is the HTML of its status.
std::string grid_page(const PublishingSite& site, const ApelSettings& settings,
                      const std::string& cell);

// The old page's cell: the publication in the colour of its status.
std::string coloured(const Publication& publication);

}  // namespace fedcloud::testbed
