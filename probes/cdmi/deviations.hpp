// What a server does otherwise than the standard asks, and the run survives.
#pragma once

#include <string>
#include <vector>

#include "plugin/run.hpp"

namespace fedcloud::cdmi {

// Each is told once in a run, however often it is met.
class Deviations {
  public:
    // Of what it does, such as "an update answers 201": a line of its own.
    void add(std::string text);
    // Of how its answers look, such as "childrenRange instead of childrenrange": all in one line.
    void add_form(std::string text);
    void add_forms(const std::vector<std::string>& texts);

    void tell(plugin::Run& run) const;

  private:
    std::vector<std::string> texts_;
    std::vector<std::string> forms_;
};

}  // namespace fedcloud::cdmi
