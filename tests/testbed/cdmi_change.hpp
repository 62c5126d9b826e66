// How an update changes what is stored.
#pragma once

#include "cdmi_input.hpp"

namespace fedcloud::testbed::cdmi {

// ?metadata:name changes only that item, otherwise all are replaced (8.6.5).
void change_metadata(const Exchange& it, Node& node, const Json& metadata);

// What the client does not tell stays as it was, or is lost, as the server has it.
void change_object(const Exchange& it, Node& node, const ObjectInput& input);

// The next reads still show what was before, if the settings want that.
void hide_change(const Exchange& it, Node& node, Node before);

}  // namespace fedcloud::testbed::cdmi
