#include "tool/terminal.hpp"

#include <unistd.h>

#include "plugin/output_file.hpp"

namespace fedcloud::tool {

using plugin::write_all;

Terminal::Terminal(int out, int error) : out_(out), error_(error), interactive_(isatty(error)) {}

void Terminal::print(std::string_view text) {
    results_ += text;
}

void Terminal::tell(std::string_view line) {
    clear_progress();
    write_all(error_, std::string(line) + '\n');
}

void Terminal::progress(std::string_view text) {
    if (!interactive_) {
        return;
    }
    clear_progress();
    write_all(error_, text);
    has_progress_ = true;
}

bool Terminal::flush() {
    clear_progress();
    const bool written = write_all(out_, results_);
    results_.clear();
    return written;
}

void Terminal::clear_progress() {
    if (has_progress_) {
        write_all(error_, "\r\x1b[K");  // ECMA-48: to the line's beginning, erase to its end
        has_progress_ = false;
    }
}

}  // namespace fedcloud::tool
