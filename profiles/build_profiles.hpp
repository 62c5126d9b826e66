// Records of a GOCDB put together: one profile per site. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "feed.hpp"
#include "site/profile.hpp"

namespace fedcloud::profiles {

// What every profile of a pull has alike.
struct Origin {
    std::string from;  // URL of the GOCDB
    plugin::UtcTime at;
    std::vector<std::string> vos;
};

struct Built {
    std::vector<site::Profile> profiles;  // by name; services by the number in their key
    std::vector<Problem> problems;
    std::size_t services = 0;
    std::size_t of_other_sites = 0;  // services that were left out because their site was
};

// Sites first, then services, then downtimes.
class ProfileBuilder {
  public:
    explicit ProfileBuilder(Origin origin) : origin_(std::move(origin)) {}

    // Of two sites of one name, and of two services of one key, the first is kept.
    void add(SiteRecord site);
    void add(ServiceRecord record);
    // Kept by the sites that have one of the services that it concerns.
    void add(const DowntimeRecord& record);
    void add(std::vector<Problem> problems);  // those of sites that were left out are dropped

    std::size_t sites() const { return sites_.size(); }
    Built finish() &&;

  private:
    struct ServicePlace {
        std::size_t site;
        std::string key;
    };

    void index_services();
    site::Downtime& downtime_of(std::size_t site, const site::Downtime& downtime);

    Origin origin_;
    Built built_;
    std::unordered_map<std::string, std::size_t> sites_;
    std::unordered_set<std::string> keys_;
    // By host, type and site, which is how a downtime names them.
    std::unordered_multimap<std::string, ServicePlace> places_;
    std::unordered_map<std::string, std::size_t> downtimes_;
    bool indexed_ = false;
};

// 99G0 before 1000G0.
bool key_less(const std::string& a, const std::string& b);

}  // namespace fedcloud::profiles
