// Where a tool's results, messages and progress go.
#pragma once

#include <string>
#include <string_view>

namespace fedcloud::tool {

// Results are kept until the end, so that a program that fails half way has printed none of them.
class Terminal {
  public:
    // File descriptors: results go to `out`, the rest to `error`.
    Terminal(int out, int error);

    void print(std::string_view text);
    // One line, at once. Text from outside in it was cleaned by the caller (plugin::clean).
    void tell(std::string_view line);
    // Written over by the next line; only where a person can see it.
    void progress(std::string_view text);

    // False: the results could not be written (a full disk, a closed pipe).
    bool flush();

  private:
    void clear_progress();

    int out_;
    int error_;
    bool interactive_;
    bool has_progress_ = false;
    std::string results_;
};

}  // namespace fedcloud::tool
