// What is to be said of the published information.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ldap/entry.hpp"
#include "plugin/state.hpp"
#include "plugin/threshold.hpp"

namespace fedcloud::cloud_bdii {

using Entries = std::vector<ldap::Entry>;

struct Finding {
    plugin::State state = plugin::State::ok;
    std::string name;  // "mandatory-attributes"
    std::string text;

    bool operator==(const Finding&) const = default;
};

using Findings = std::vector<Finding>;

// `value` seconds of `what` outside what `thresholds` allow; nothing if they allow it.
Findings judge_seconds(const plugin::Thresholds& thresholds, double value, std::string name,
                       std::string_view what);

// What identifies an entry: the value of its own RDN, short enough to be quoted.
std::string name_of(const ldap::Entry& entry);

// The same remark about many entries, told once, with how often and the first example.
class Tally {
  public:
    void add(plugin::State state, std::string remark, const ldap::Entry& entry);
    bool empty() const { return remarks_.empty(); }
    // "remark: 'name'", or "remark: 'name' and 41 more".
    Findings findings(const std::string& name) const;

  private:
    struct Remark {
        plugin::State state;
        std::string text;
        std::string example;
        std::size_t count = 0;
    };
    std::vector<Remark> remarks_;
};

}  // namespace fedcloud::cloud_bdii
