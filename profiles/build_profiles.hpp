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

// 250,000 services of the usual size; all of EGI has some thousands.
inline constexpr std::size_t largest_build = 256U << 20U;
inline constexpr std::size_t most_problems = 10'000;

// Sites first, then services, then downtimes.
class ProfileBuilder {
  public:
    explicit ProfileBuilder(Origin origin, std::size_t largest = largest_build)
        : origin_(std::move(origin)), largest_(largest) {}

    // Of two sites of one name, and of two services of one key, the first is kept.
    void add(SiteRecord site);
    void add(ServiceRecord record);
    // Kept by the sites that have one of the services that it concerns.
    void add(const DowntimeRecord& record);
    // Those of sites that were left out are dropped; of more than most_problems, the number is
    // kept.
    void add(std::vector<Problem> problems);

    std::size_t sites() const { return sites_.size(); }
    // More than `largest` bytes would be held. What came after that was not kept, so that this is
    // the end of it.
    bool is_too_large() const { return weight_ > largest_; }
    Built finish() &&;

  private:
    struct ServicePlace {
        std::size_t site;
        std::string key;
    };

    void index_services();
    site::Downtime& downtime_of(std::size_t site, const site::Downtime& downtime);
    bool has_room_for(std::size_t bytes);
    void add_problem(Problem problem);

    Origin origin_;
    std::size_t largest_;
    Built built_;
    std::unordered_map<std::string, std::size_t> sites_;
    std::unordered_set<std::string> keys_;
    // By host, type and site, which is how a downtime names them.
    std::unordered_multimap<std::string, ServicePlace> places_;
    std::unordered_map<std::string, std::size_t> downtimes_;
    bool indexed_ = false;
    std::size_t weight_ = 0;  // bytes of all that is kept, about
    std::size_t untold_problems_ = 0;
};

// 99G0 before 1000G0.
bool key_less(const std::string& a, const std::string& b);

}  // namespace fedcloud::profiles
