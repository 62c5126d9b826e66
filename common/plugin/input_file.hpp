// A file that someone else has written for us, read whole.
#pragma once

#include <cstddef>
#include <string>

#include "plugin/expected.hpp"

namespace fedcloud::plugin {

struct FileError {
    bool missing = false;  // nothing of that name is there
    std::string text;      // names the file and what is wrong with it
};

// Its bytes, `largest` at most. What is no regular file (a FIFO would wait without end) is an
// error.
Expected<std::string, FileError> read_input_file(const std::string& path, std::size_t largest);

}  // namespace fedcloud::plugin
