// Keeping what is in our memory there.
#pragma once

namespace fedcloud::auth {

// From here on a crash leaves no core file, and no other process of this user can read our memory.
void forbid_core_dumps();

}  // namespace fedcloud::auth
