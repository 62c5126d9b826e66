// Runs a program as a scheduler does, and takes down what it says.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

namespace fedcloud::test {

struct Outcome {
    int status = -1;  // exit status; 128 + signal if one ended it
    std::string out;
    std::string err;
    std::chrono::duration<double> time{};

    std::string first_line() const { return out.substr(0, out.find('\n')); }
};

using Arguments = std::vector<std::string>;
using Environment = std::vector<std::string>;  // "NAME=value", added to a small clean one

// What the child does between fork and exec.
struct Limits {
    bool no_file_growth = false;  // RLIMIT_FSIZE 0: every write to a file fails, as on a full disk
    bool stdout_to_full = false;  // /dev/full
    bool stderr_to_full = false;
    bool close_stdout = false;
    bool close_all = false;  // standard input and error, too
};

// A program that is running.
class Process {
  public:
    Process(const Arguments& command, const Environment& environment = {},
            const Limits& limits = {});
    ~Process();  // kills it if it still runs
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    pid_t pid() const { return pid_; }
    void signal(int number) const;
    // Until it ends; after `limit` it is killed, and the outcome says so.
    Outcome wait(std::chrono::seconds limit = std::chrono::seconds(60));

  private:
    pid_t pid_ = -1;
    int out_ = -1;
    int err_ = -1;
    std::chrono::steady_clock::time_point start_;
};

Outcome run(const Arguments& command, const Environment& environment = {},
            const Limits& limits = {});

// A folder of its own that goes with its owner.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::string& path() const { return path_; }
    std::string operator/(const std::string& name) const { return path_ + '/' + name; }

  private:
    std::string path_;
};

void write_file(const std::string& path, const std::string& content, mode_t mode = 0600);
// Empty if it cannot be read.
std::string content_of(const std::string& path);
// Names in a folder; none if there is no such folder.
std::vector<std::string> list_folder(const std::string& path);

}  // namespace fedcloud::test
