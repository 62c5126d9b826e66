#include "build_profiles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "plugin/text.hpp"

namespace fedcloud::profiles {
namespace {

// The three cannot hold a line break.
std::string place_name(const std::string& host, const std::string& type, const std::string& site) {
    return host + '\n' + plugin::lower(type) + '\n' + site;
}

std::string_view number_of(std::string_view key) {
    const auto first = std::min(key.find_first_not_of('0'), key.size());
    return key.substr(first, key.find('G') - first);
}

// What records take in memory, not counting what the allocator adds. A record of few bytes may have
// very many small parts.
std::size_t weight(const std::string& text) {
    return sizeof(text) + text.size();
}
std::size_t weight(const site::Extension& extension) {
    return weight(extension.key) + weight(extension.value);
}
std::size_t weight(const site::Endpoint& endpoint) {
    return sizeof(endpoint) + endpoint.id.size() + endpoint.name.size() +
           endpoint.interface_name.size() + endpoint.url.size() + endpoint.registered_url.size();
}
template <typename Part>
std::size_t weight(const std::vector<Part>& parts) {
    return std::accumulate(parts.begin(), parts.end(), sizeof(parts),
                           [](std::size_t sum, const Part& part) { return sum + weight(part); });
}
std::size_t weight(const site::Service& service) {
    const auto& parameters = service.parameters;
    return sizeof(service) + service.key.size() + service.type.size() + service.host.size() +
           service.host_dn.size() + service.url.size() + service.registered_url.size() +
           weight(service.endpoints) + weight(service.scopes) + weight(service.extensions) +
           parameters.endpoint.size() + parameters.os_tpl.size() + parameters.resource_tpl.size() +
           parameters.region.size() + parameters.bdii_base.size();
}
std::size_t weight(const site::Downtime& downtime) {
    return sizeof(downtime) + downtime.key.size() + downtime.description.size();
}
std::size_t weight(const SiteRecord& site) {
    return sizeof(site) + site.site.size() + site.ngi.size() + site.country.size() +
           site.giis_url.size() + weight(site.scopes) + weight(site.extensions);
}

}  // namespace

bool key_less(const std::string& a, const std::string& b) {
    const auto left = number_of(a);
    const auto right = number_of(b);
    if (left.size() != right.size()) {
        return left.size() < right.size();
    }
    return left == right ? a < b : left < right;
}

bool ProfileBuilder::has_room_for(std::size_t bytes) {
    weight_ += bytes;
    return !is_too_large();
}

void ProfileBuilder::add_problem(Problem problem) {
    if (built_.problems.size() < most_problems) {
        built_.problems.push_back(std::move(problem));
    } else {
        ++untold_problems_;
    }
}

void ProfileBuilder::add(std::vector<Problem> problems) {
    for (auto& problem : problems) {
        if (problem.site.empty() || sites_.count(problem.site) != 0) {
            add_problem(std::move(problem));
        }
    }
}

void ProfileBuilder::add(SiteRecord site) {
    if (!sites_.emplace(site.site, built_.profiles.size()).second) {
        add_problem(
            {fmt::format("site '{}'", site.site), "it is there twice: the second one is left out"});
        return;
    }
    if (!has_room_for(weight(site))) {
        return;
    }
    site.vos = origin_.vos;
    site.pulled_from = origin_.from;
    site.pulled_at = origin_.at;
    built_.profiles.push_back(std::move(site));
}

void ProfileBuilder::add(ServiceRecord record) {
    const auto site = sites_.find(record.site);
    if (site == sites_.end()) {
        ++built_.of_other_sites;
        return;
    }
    if (!has_room_for(weight(record.service))) {
        return;
    }
    if (!keys_.insert(record.service.key).second) {
        add_problem({fmt::format("service {} ({} of '{}')", record.service.key, record.service.host,
                                 record.site),
                     "its PRIMARY_KEY is there twice: the second one is left out"});
        return;
    }
    built_.profiles[site->second].services.push_back(std::move(record.service));
}

void ProfileBuilder::index_services() {
    if (indexed_) {
        return;
    }
    indexed_ = true;
    for (std::size_t i = 0; i < built_.profiles.size(); ++i) {
        for (const auto& service : built_.profiles[i].services) {
            places_.emplace(place_name(service.host, service.type, built_.profiles[i].site),
                            ServicePlace{i, service.key});
        }
    }
}

// get_downtime repeats a downtime for every service.
site::Downtime& ProfileBuilder::downtime_of(std::size_t site, const site::Downtime& downtime) {
    auto& all = built_.profiles[site].downtimes;
    const auto [found, is_new] =
        downtimes_.emplace(fmt::format("{} {}", site, downtime.key), all.size());
    if (is_new) {
        weight_ += weight(downtime);
        all.push_back(downtime);
    }
    return all[found->second];
}

void ProfileBuilder::add(const DowntimeRecord& record) {
    index_services();
    for (const auto& affected : record.affected) {
        const auto [begin, end] =
            places_.equal_range(place_name(affected.host, affected.type, affected.site));
        for (auto place = begin; place != end; ++place) {
            if (!has_room_for(weight(place->second.key))) {
                return;
            }
            auto& services = downtime_of(place->second.site, record.downtime).services;
            services.push_back(place->second.key);
        }
    }
}

Built ProfileBuilder::finish() && {
    for (auto& profile : built_.profiles) {
        std::sort(profile.services.begin(), profile.services.end(),
                  [](const auto& a, const auto& b) { return key_less(a.key, b.key); });
        std::sort(profile.downtimes.begin(), profile.downtimes.end(),
                  [](const auto& a, const auto& b) { return key_less(a.key, b.key); });
        for (auto& downtime : profile.downtimes) {
            auto& keys = downtime.services;
            std::sort(keys.begin(), keys.end(), key_less);
            keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
        }
    }
    std::sort(built_.profiles.begin(), built_.profiles.end(),
              [](const auto& a, const auto& b) { return a.site < b.site; });
    if (untold_problems_ > 0) {
        built_.problems.push_back(
            {fmt::format("{} more records", untold_problems_), "their problems are not told"});
    }
    built_.services = keys_.size();
    return std::move(built_);
}

}  // namespace fedcloud::profiles
