// Writing into the folder of profiles: a reader sees a file's old content or the new.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "plugin/deadline.hpp"
#include "plugin/expected.hpp"
#include "plugin/file_descriptor.hpp"

namespace fedcloud::profiles {

// Changes are prepared as a whole and then made.
struct FolderUpdate {
    std::map<std::string, std::string> files;  // name and new content
    std::vector<std::string> removed;          // names
};

// Alone with the folder for as long as it lives: flock(2) on ".lock" in it, which ends with the
// process however that ends.
class LockedFolder {
  public:
    // Made where it is missing, with the folders above it (mode 0755); '/' is refused. Waits for
    // whoever has it until `until`.
    static Expected<LockedFolder, std::string> open(const std::string& path,
                                                    const plugin::Until& until);

    // All drafts are written and on the disk before the first file is replaced; files are removed
    // last. When a draft cannot be written nothing has changed.
    Expected<void, std::string> apply(const FolderUpdate& update) const;

  private:
    LockedFolder(std::string path, plugin::FileDescriptor folder, plugin::FileDescriptor lock);

    Expected<void, std::string> write_draft(const std::string& name,
                                            const std::string& content) const;
    Expected<void, std::string> write_drafts(const FolderUpdate& update) const;
    void drop_drafts() const;
    std::string error(const char* action, const std::string& name) const;

    std::string path_;
    plugin::FileDescriptor folder_;
    plugin::FileDescriptor lock_;
};

}  // namespace fedcloud::profiles
