// A server in this process that answers each request with the bytes it is told.
#include "raw_server.hpp"

#include <fmt/format.h>

#include "scripted_server.hpp"

namespace fedcloud::http::test {

RawServer::RawServer(std::function<Reaction(const std::string&)> react)
    : server_(std::make_unique<ScriptedServer>([react = std::move(react)](const Exchange& now) {
          const auto reaction = react(now.request.head + "\r\n" + now.request.body);
          now.send(reaction.text);
          if (reaction.silent) {
              return now.fall_silent();
          }
          return reaction.reset   ? After::reset
                 : reaction.close ? After::close
                                  : After::keep;
      })) {}

RawServer::~RawServer() = default;

std::string RawServer::url(const std::string& path) const {
    return fmt::format("http://127.0.0.1:{}{}", server_->port(), path);
}

int RawServer::connections() const {
    return server_->connections();
}

int RawServer::requests() const {
    return static_cast<int>(server_->received().size());
}

std::string answer(const std::string& body, const std::string& headers, int status) {
    return http::answer(body, headers, fmt::format("{} Status", status));
}

}  // namespace fedcloud::http::test
