// Owns a file descriptor.
#pragma once

#include <unistd.h>

#include <utility>

namespace fedcloud::plugin {

class FileDescriptor {
  public:
    explicit FileDescriptor(int fd = -1) : fd_(fd) {}
    ~FileDescriptor() {
        if (fd_ >= 0) {
            close(fd_);
        }
    }
    FileDescriptor(FileDescriptor&& other) noexcept : fd_(other.release()) {}
    FileDescriptor& operator=(FileDescriptor&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;

    int fd() const { return fd_; }  // -1: none
    int release() { return std::exchange(fd_, -1); }

  private:
    int fd_;
};

}  // namespace fedcloud::plugin
