// Options that were not given by hand, filled in from somewhere else.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/fault.hpp"
#include "plugin/options.hpp"
#include "plugin/run.hpp"

namespace fedcloud::plugin {

struct FilledOption {
    std::string name;                  // long form without dashes
    std::optional<std::string> value;  // nothing: a bare flag
    std::string from;                  // "/etc/…/SITE.json: /options/*/proxy", for messages
};

// Sets options through the table that the command line went through, so that the same values are
// refused with the same words. What was given by hand stays as it is.
class OptionFiller {
  public:
    // The table outlives this.
    OptionFiller(const OptionTable& table, GivenOptions by_hand);

    bool has(std::string_view name) const;  // the program has such an option
    // It was given by hand, under whatever name, or is filled by now. Of a group of options of
    // which one stands (-4 and -6) any will do.
    bool is_set(std::string_view name) const;
    // A later value replaces an earlier one, or is added where the option may be repeated. Does
    // nothing if the option was given by hand. A value that does not fit is ours to mend.
    Checked<void> fill(const FilledOption& option);

  private:
    bool contains(const GivenOptions& names, const Option& option) const;

    const OptionTable& table_;
    GivenOptions by_hand_;
    GivenOptions filled_;
};

// Fills in options at the beginning of a run, when those given by hand are set. It opens the steps
// that it needs, and may tell notes. False: the run ends here, and a step says why.
using OptionSource = std::function<bool(OptionFiller&, Run&)>;

}  // namespace fedcloud::plugin
