// Pages that a test puts in the place of what a web server would answer.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "call.hpp"
#include "model.hpp"

namespace fedcloud::testbed {

class Pages {
  public:
    // {"path", "status", "type", "body" or "body_base64", "headers"}: of these only the path, which
    // begins with a slash, must be there. A further page of a path takes the place of the first.
    // Throws std::invalid_argument.
    void put(const Json& description);
    void clear();

    // The page with the request's path and query, or else with its path.
    std::optional<Answer> find(const Call& call);

  private:
    std::mutex mutex_;
    std::map<std::string, Answer> pages_;
};

}  // namespace fedcloud::testbed
