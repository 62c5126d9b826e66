// The virtual machines of one site, and how their states change with time.
#include "machine_store.hpp"

#include <algorithm>

namespace fedcloud::testbed {
namespace {

Clock::time_point after(Seconds time) {
    return Clock::now() + std::chrono::duration_cast<Clock::duration>(time);
}

bool suits(const std::string& action, MachineState state) {
    if (action == "start") {
        return state == MachineState::inactive || state == MachineState::suspended;
    }
    return state == MachineState::active;
}

}  // namespace

std::string to_string(MachineState state) {
    switch (state) {
        case MachineState::building:
            return "building";
        case MachineState::active:
            return "active";
        case MachineState::inactive:
            return "inactive";
        case MachineState::suspended:
            return "suspended";
        case MachineState::error:
            break;
    }
    return "error";
}

std::optional<MachineState> machine_state(const std::string& text) {
    for (const auto state : {MachineState::building, MachineState::active, MachineState::inactive,
                             MachineState::suspended, MachineState::error}) {
        if (to_string(state) == text) {
            return state;
        }
    }
    return std::nullopt;
}

MachineState Machine::state(Clock::time_point now) const {
    return !ready_at || now < *ready_at ? MachineState::building : target;
}

std::string MachineStore::create(Machine machine, const Settings& settings) {
    machine.id = new_uuid();
    machine.created = Clock::now();
    machine.title_dropped = settings.title_dropped;
    machine.target = settings.boot_to_error ? MachineState::error : MachineState::active;
    if (!settings.never_active) {
        machine.ready_at = after(settings.boot);
    }
    const std::lock_guard lock{mutex_};
    machines_.push_back(machine);
    return machine.id;
}

Machine MachineStore::add_foreign(Machine machine, MachineState state) {
    machine.id = new_uuid();
    machine.created = Clock::now();
    machine.target = state;
    if (state != MachineState::building) {
        machine.ready_at = machine.created;
    }
    const std::lock_guard lock{mutex_};
    machines_.push_back(machine);
    return machine;
}

std::optional<Machine> MachineStore::find(const std::string& id) {
    const std::lock_guard lock{mutex_};
    drop_gone();
    const auto* machine = locate(id);
    return machine != nullptr ? std::optional{*machine} : std::nullopt;
}

std::vector<Machine> MachineStore::all() {
    const std::lock_guard lock{mutex_};
    drop_gone();
    return machines_;
}

bool MachineStore::remove(const std::string& id, const Settings& settings) {
    const std::lock_guard lock{mutex_};
    drop_gone();
    auto* machine = locate(id);
    if (machine == nullptr) {
        return false;
    }
    if (!settings.delete_lies && !machine->deleting) {
        machine->deleting = true;
        machine->gone_at = after(settings.deletion);
    }
    return true;
}

void MachineStore::forget_all() {
    const std::lock_guard lock{mutex_};
    machines_.clear();
}

ActionResult MachineStore::act(const std::string& id, const std::string& action, bool strict,
                               const Settings& settings) {
    const std::lock_guard lock{mutex_};
    drop_gone();
    auto* machine = locate(id);
    if (machine == nullptr) {
        return ActionResult::no_such_machine;
    }
    if (strict && !suits(action, machine->state(Clock::now()))) {
        return ActionResult::wrong_state;
    }
    if (action == "stop" || action == "suspend") {
        machine->target = action == "stop" ? MachineState::inactive : MachineState::suspended;
        machine->ready_at = Clock::now();
    } else {
        machine->target = MachineState::active;
        machine->ready_at = after(settings.boot);
    }
    return ActionResult::done;
}

void MachineStore::drop_gone() {
    const auto now = Clock::now();
    machines_.erase(std::remove_if(machines_.begin(), machines_.end(),
                                   [now](const Machine& machine) {
                                       return machine.gone_at && *machine.gone_at <= now;
                                   }),
                    machines_.end());
}

Machine* MachineStore::locate(const std::string& id) {
    const auto found = std::find_if(machines_.begin(), machines_.end(),
                                    [&](const Machine& machine) { return machine.id == id; });
    return found != machines_.end() ? &*found : nullptr;
}

}  // namespace fedcloud::testbed
