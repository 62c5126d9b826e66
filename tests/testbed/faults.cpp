// Which faults a server shows, and at which of its requests.
#include "faults.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "text.hpp"

namespace fedcloud::testbed {
namespace {

constexpr std::uint64_t largest_bomb = 10'000'000'000;
constexpr std::array<int, 6> status_codes{401, 403, 404, 409, 500, 503};

std::uint64_t read_number(const Json& object, const char* name, std::uint64_t otherwise) {
    const auto found = object.find(name);
    if (found == object.end()) {
        return otherwise;
    }
    if (!found->is_number_unsigned()) {
        throw std::invalid_argument{std::string{name} + " is not a number of 0 or more"};
    }
    return found->get<std::uint64_t>();
}

void require_known_names(const Json& object) {
    static constexpr std::array<std::string_view, 8> names{
        "kind", "at", "times", "code", "bytes", "count", "bytes_per_second", "to"};
    for (const auto& [name, value] : object.items()) {
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            throw std::invalid_argument{"no field of a fault is called " + name};
        }
    }
}

const FaultType& find_type(std::span<const FaultType> types, const std::string& name) {
    std::vector<std::string> names;
    for (const auto& type : types) {
        if (type.name == name) {
            return type;
        }
        names.emplace_back(type.name);
    }
    throw std::invalid_argument{"the kind of a fault is one of " + join(names, ", ")};
}

}  // namespace

int logged_status(const Fault& fault, const Answer& answer) {
    switch (fault.type->logged) {
        case LoggedStatus::of_answer:
            return answer.status;
        case LoggedStatus::of_fault:
            return fault.code;
        case LoggedStatus::redirect:
            return 302;
        case LoggedStatus::none:
            break;
    }
    return 0;
}

Fault read_fault(const Json& description, std::uint64_t next, std::span<const FaultType> types,
                 Fault fault) {
    if (!description.is_object() || !description.contains("kind") ||
        !description["kind"].is_string()) {
        throw std::invalid_argument{"a fault is a JSON object with a kind"};
    }
    require_known_names(description);
    fault.type = &find_type(types, description["kind"].get<std::string>());
    fault.at = read_number(description, "at", next);
    fault.times = read_number(description, "times", fault.type->default_times);
    fault.bytes = read_number(description, "bytes", fault.bytes);
    fault.count = read_number(description, "count", fault.count);
    fault.code =
        static_cast<int>(read_number(description, "code", static_cast<std::uint64_t>(fault.code)));
    fault.bytes_per_second = description.value("bytes_per_second", fault.bytes_per_second);
    fault.to = description.value("to", std::string{});
    if (fault.at == 0 || !(fault.bytes_per_second > 0)) {
        throw std::invalid_argument{"at and bytes_per_second are greater than 0"};
    }
    if (fault.type->name == "status" &&
        std::find(status_codes.begin(), status_codes.end(), fault.code) == status_codes.end()) {
        throw std::invalid_argument{"code is one of 401, 403, 404, 409, 500, 503"};
    }
    // The packed form of a bomb is made in memory, a thousandth of this.
    if (fault.type->name == "gzip-bomb" && fault.bytes > largest_bomb) {
        throw std::invalid_argument{"a gzip-bomb unpacks to at most 10000000000 bytes"};
    }
    if (fault.type->name == "redirect" && fault.to.empty()) {
        throw std::invalid_argument{"a redirect needs \"to\""};
    }
    return fault;
}

void FaultPlan::add(const Fault& fault) {
    const std::lock_guard lock{mutex_};
    faults_.push_back(fault);
}

void FaultPlan::clear() {
    const std::lock_guard lock{mutex_};
    faults_.clear();
}

std::optional<Fault> FaultPlan::at_request(std::uint64_t number) {
    const std::lock_guard lock{mutex_};
    for (const auto& fault : faults_) {
        if (fault.type->place == FaultPlace::request && fault.covers(number)) {
            return fault;
        }
    }
    return std::nullopt;
}

bool FaultPlan::take_handshake_fault(std::uint64_t number) {
    const std::lock_guard lock{mutex_};
    for (auto fault = faults_.begin(); fault != faults_.end(); ++fault) {
        if (fault->type->place == FaultPlace::handshake && number >= fault->at) {
            if (fault->times == 1) {
                faults_.erase(fault);
            } else if (fault->times > 1) {
                --fault->times;
            }
            return true;
        }
    }
    return false;
}

bool FaultPlan::breaks_connections_before(std::uint64_t number) {
    const std::lock_guard lock{mutex_};
    return std::any_of(faults_.begin(), faults_.end(), [number](const Fault& fault) {
        return fault.type->place != FaultPlace::request && number >= fault.at;
    });
}

bool FaultPlan::refuses(std::uint64_t number) {
    const std::lock_guard lock{mutex_};
    return std::any_of(faults_.begin(), faults_.end(), [number](const Fault& fault) {
        return fault.type->place == FaultPlace::listener && number >= fault.at;
    });
}

}  // namespace fedcloud::testbed
