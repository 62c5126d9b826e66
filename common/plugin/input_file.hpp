// A file that someone else has written for us, read whole.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "plugin/expected.hpp"

namespace fedcloud::plugin {

struct FileError {
    bool missing = false;  // nothing of that name is there
    std::string text;      // names the file and what is wrong with it
};

class FileBytes {
  public:
    FileBytes(std::unique_ptr<char[]> bytes, std::size_t size)
        : bytes_(std::move(bytes)), size_(size) {}
    std::string_view view() const { return {bytes_.get(), size_}; }

  private:
    std::unique_ptr<char[]> bytes_;
    std::size_t size_;
};

// Its bytes, `largest` at most. What is no regular file (a FIFO would wait without end) is an
// error.
Expected<FileBytes, FileError> load_input_file(const std::string& path, std::size_t largest);
Expected<std::string, FileError> read_input_file(const std::string& path, std::size_t largest);

}  // namespace fedcloud::plugin
