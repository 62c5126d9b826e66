// --target nagios: Nagios 4 and Naemon.
#pragma once

#include "target.hpp"

namespace fedcloud::config {

class NagiosTarget final : public Target {
  public:
    Expected<std::vector<File>, std::string> render(const Plan& plan) const override;
    File templates() const override;
    Expected<Verdict, std::string> verify(const Verification& verification) const override;
    std::vector<std::string> next_steps(const std::string& output,
                                        const std::vector<std::string>& changed) const override;
};

}  // namespace fedcloud::config
