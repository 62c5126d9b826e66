// A server that says by one line of JSON on its standard output that it is ready, and ends with its
// standard input.
#pragma once

#include <sys/types.h>

#include <nlohmann/json.hpp>
#include <string>

#include "process.hpp"

namespace fedcloud::test {

using Json = nlohmann::json;

class AnnouncedServer {
  public:
    // Waits until it is ready. Throws if it ends before, except with status 77: then it cannot run
    // on this machine, and skipped() says why.
    explicit AnnouncedServer(const Arguments& command);
    ~AnnouncedServer();
    AnnouncedServer(const AnnouncedServer&) = delete;
    AnnouncedServer& operator=(const AnnouncedServer&) = delete;

    const Json& announcement() const { return announcement_; }
    const std::string& skipped() const { return skipped_; }  // empty: it runs

  private:
    void start(const Arguments& command, int error_file);
    int stop();  // its wait status

    pid_t pid_ = -1;
    int input_ = -1;
    int output_ = -1;
    Json announcement_;
    std::string skipped_;
};

}  // namespace fedcloud::test
