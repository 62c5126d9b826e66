// What a server says that it can do (clause 12), as far as this probe asks for it. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "messages.hpp"
#include "plugin/fault.hpp"

namespace fedcloud::cdmi {

// Of the server, of its containers and of its data objects; nothing where there is none to be had.
struct CapabilityDocuments {
    std::optional<Capabilities> system;
    std::optional<Capabilities> container;
    std::optional<Capabilities> object;
};

enum class Offered {
    yes,
    no,      // "false", or left out of a document that tells others of its kind
    untold,  // no such document, or one that is about something else (SNIA, INDIGO)
};

struct Abilities {
    Offered list_children = Offered::untold;
    Offered modify_value = Offered::untold;
    Offered read_metadata = Offered::untold;
    Offered modify_metadata = Offered::untold;
    // Of what nobody can do without: containers and data objects made, read and deleted.
    std::vector<std::string> denied;        // said to be "false"
    std::vector<std::string> unadvertised;  // left out, which the standard takes for "false"
};

Abilities read_abilities(const CapabilityDocuments& documents);

// What that means for a service that should keep data: what is denied is evidence against it, what
// is not advertised may work all the same. Nothing if all is there.
std::optional<plugin::Fault> judge(const Abilities& abilities);

// "5 of the server, 7 of containers, 5 of data objects".
std::string describe(const CapabilityDocuments& documents);

}  // namespace fedcloud::cdmi
