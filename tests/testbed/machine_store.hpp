// The virtual machines of one site, and how their states change with time.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "settings.hpp"
#include "text.hpp"

namespace fedcloud::testbed {

enum class MachineState { building, active, inactive, suspended, error };

std::string to_string(MachineState state);
std::optional<MachineState> machine_state(const std::string& text);

struct Machine {
    std::string id;
    std::string title;
    std::string hostname;
    std::string os_tpl;  // category ids
    std::string resource_tpl;
    std::string user_data;
    std::string public_key;
    std::vector<std::string> other_mixins;
    bool title_dropped = false;  // the site does not tell the title it was given

    Clock::time_point created = Clock::now();
    MachineState target = MachineState::active;  // what it is once it is built
    std::optional<Clock::time_point> ready_at;   // never when empty
    bool deleting = false;
    std::optional<Clock::time_point> gone_at;  // never when empty

    MachineState state(Clock::time_point now) const;
};

enum class ActionResult { done, no_such_machine, wrong_state };

class MachineStore {
  public:
    // Gives the machine its times by the settings, and a new id; returns the id.
    std::string create(Machine machine, const Settings& settings);

    // One that was there already: in its state at once.
    Machine add_foreign(Machine machine, MachineState state);

    // Machines that are being deleted are found until they are gone.
    std::optional<Machine> find(const std::string& id);
    std::vector<Machine> all();

    // Begins the deletion; false when there is no such machine.
    bool remove(const std::string& id, const Settings& settings);
    void forget_all();

    // start, stop, restart or suspend. A strict site refuses what does not suit the state.
    ActionResult act(const std::string& id, const std::string& action, bool strict,
                     const Settings& settings);

  private:
    void drop_gone();
    Machine* locate(const std::string& id);

    std::mutex mutex_;
    std::vector<Machine> machines_;
};

}  // namespace fedcloud::testbed
