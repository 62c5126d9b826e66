// The target icinga2: the plan as configuration of Icinga 2, for one host or for many zones.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "icinga2_zones.hpp"
#include "target.hpp"

namespace fedcloud::config {

// Files for one host: main.conf, which includes the others. With zones the same objects lie in
// zones.d/ZONE/ for the cluster's configuration sync, and what all nodes need in
// zones.d/global-templates/. Endpoint and Zone objects are the administrator's.
class Icinga2Target : public Target {
  public:
    plugin::OptionTable options() override;
    Expected<std::vector<File>, std::string> render(const Plan& plan) const override;
    File templates() const override;
    Expected<Verdict, std::string> verify(const Verification& verification) const override;
    std::vector<std::string> next_steps(const std::string& output,
                                        const std::vector<std::string>& changed) const override;

  private:
    Expected<icinga2::ZonePlan, std::string> zones(const Plan& plan) const;

    std::string zones_;  // empty: one host; "by-ngi"; else the name of a file
};

namespace icinga2 {

// The file that makes a scheduler of a folder of this target, on its own: what `icinga2 daemon -C`
// is given. The zones of the folder are defined here; of the administrator's own configuration,
// which has features that would listen and write, there is only what --main-config names.
std::string render_verification(const Verification& verification, bool with_zones,
                                const std::set<std::string>& zones);

}  // namespace icinga2
}  // namespace fedcloud::config
