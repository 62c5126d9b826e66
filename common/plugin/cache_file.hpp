// A small file that several runs share: read, and replaced as a whole.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "plugin/deadline.hpp"
#include "plugin/expected.hpp"
#include "plugin/file_descriptor.hpp"

namespace fedcloud::plugin {

// What a probe keeps between runs because it is dear to fetch. Losing it costs a request, so its
// errors are told to the caller, who goes on without it. Whoever dies holding the lock loses it
// with his last breath (flock), and a draft that he leaves is written over by the next one.
class CacheFile {
  public:
    // `folder` must exist. `mode` is the file's, such as 0600 for a secret.
    CacheFile(const std::string& folder, const std::string& name, mode_t mode);

    // Nothing if it is not there, is larger than `largest` bytes, is no regular file, or, for a
    // file of mode 0600, can be read by others or is not our own.
    std::optional<std::string> read(std::size_t largest = 1U << 20U) const;
    // Alone with it until this object ends or is unlocked. The error is one line.
    Expected<void, std::string> lock(const Until& until);
    void unlock();
    // Precondition: locked. Room on the disk for a content of so many bytes, for what must not be
    // lost once it is there.
    Expected<void, std::string> reserve(std::size_t bytes);
    // Precondition: locked. Readers see the old content or the new, never a part.
    Expected<void, std::string> replace(const std::string& content);

    const std::string& path() const { return path_; }

  private:
    std::string path_;
    mode_t mode_;
    Expected<void, std::string> open_draft();

    FileDescriptor lock_;
    FileDescriptor draft_;
};

}  // namespace fedcloud::plugin
