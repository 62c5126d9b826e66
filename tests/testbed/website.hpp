// What a web server of the federation serves that is no cloud: Perun, accounting or image lists.
#pragma once

#include <string>
#include <vector>

#include "call.hpp"
#include "model.hpp"
#include "text.hpp"

namespace fedcloud::testbed {

// Its server calls all of it from several threads.
class Website {
  public:
    virtual ~Website() = default;

    virtual Answer answer(const Call& call) = 0;
    virtual Seconds latency() = 0;
    virtual Json settings() = 0;

    // Throws std::invalid_argument; then nothing has changed.
    virtual void change_settings(const Json& changes) = 0;
};

// The words of the Apache before each of these services.
class ApacheForm final : public AnswerForm {
  public:
    Answer error(const Call& call, int status, const std::string& message) const override;
    Answer with_body(int status, const std::string& type, const std::string& body) const override;
};

inline constexpr auto html_type = "text/html; charset=utf-8";

Answer respond(int status, const std::string& type, const std::string& body);
Answer apache_error(int status, const std::string& message);
Answer ask_for_password(const std::string& realm);

// Whether the request has just these HTTP Basic credentials.
bool has_basic_credentials(const Call& call, const std::string& user, const std::string& password);

// The text between the slashes of a path that begins with one, %XX decoded.
std::vector<std::string> path_segments(const std::string& path);

std::string escape_html(const std::string& text);

}  // namespace fedcloud::testbed
