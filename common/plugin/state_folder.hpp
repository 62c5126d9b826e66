// Where journal and caches live.
#pragma once

#include <string>
#include <string_view>

#include "plugin/fault.hpp"

namespace fedcloud::plugin {

// The folder that `option` (--state-dir) names, or else /var/spool/argo/probes/fedcloud if it is
// writable (for root: and root's), or else $XDG_STATE_HOME/fedcloud-probes
// (~/.local/state/fedcloud-probes); made with mode 0750 where it is missing. Our fault: a relative
// path, a folder in which we cannot write or everybody can, and, for root, one that belongs to
// somebody else.
Checked<std::string> find_state_folder(const std::string& option);

// Makes `path` and what is missing above it; the text of the error that was met.
Expected<void, std::string> make_folders(const std::string& path);
// The same for what other users read: each folder that is made has mode 0755, whatever the umask.
Expected<void, std::string> make_public_folders(const std::string& path);

// For root: that `path` belongs to nobody else, if it is there; `option` names another one. The
// owner could not use what root leaves there, and could lead root elsewhere.
Expected<void, std::string> judge_owner_for_root(const std::string& path, std::string_view option);

// strerror(error); where a permission is lacking, also whose `path` is and how to mend that.
std::string explain(int error, const std::string& path);

}  // namespace fedcloud::plugin
