// The target sensu: the plan as resources of Sensu Go, for `sensuctl create`.
#pragma once

#include <string>
#include <vector>

#include "target.hpp"

namespace fedcloud::config {

// entities.yaml has a proxy entity for each host, checks.yaml a check for each metric (and VO),
// silenced.yaml an entry for each service in downtime. Fields and types are those of api/core/v2
// (Entity, CheckConfig, ProxyRequests, Silenced) and the Sensu Go 6 reference.
//
// A check runs on every entity that has the label of its name; how it is called there is an
// annotation of the same name, which the agent puts into the command. The agent hands the command
// to a shell: an annotation holds words quoted for it, and no text from GOCDB but the encoded name
// of the site and the service's key.
class SensuTarget : public Target {
  public:
    plugin::OptionTable options() override;
    Expected<std::vector<File>, std::string> render(const Plan& plan) const override;
    std::vector<std::string> next_steps(const std::string& output,
                                        const std::vector<std::string>& changed) const override;

  private:
    std::string namespace_ = "default";
    std::string subscription_ = "fedcloud";
    std::string pipeline_;
};

namespace sensu {

// Whether a token of Sensu can put the word into a command: agents of Sensu Go 5 do so in the
// check's JSON, unescaped, and a shell reads it after that. No quotation marks of either kind,
// backslashes or control characters.
bool fits_token(std::string_view word);

// A key of labels and annotations, for each of the names: letters, digits and '_', which is what
// tokens can hold. Different names have different keys.
std::vector<std::string> keys(const std::vector<std::string>& names);

}  // namespace sensu
}  // namespace fedcloud::config
