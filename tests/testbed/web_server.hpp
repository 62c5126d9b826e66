// One web server of the federation: a website, and the pages that a test puts before it.
#pragma once

#include <memory>

#include "pages.hpp"
#include "participant.hpp"
#include "server.hpp"
#include "website.hpp"

namespace fedcloud::testbed {

class WebServer final : public Participant {
  public:
    // Listens as soon as it exists. Throws std::runtime_error.
    WebServer(const ServerOptions& options, const Pki& pki, std::unique_ptr<Website> website);

    Answer answer(const Call& call) override;
    Answer unauthorized(const Call& call) override;
    const AnswerForm& form() const override { return form_; }
    Seconds latency() override { return website_->latency(); }

    Server& server() override { return server_; }
    Json summary() const override;
    Json description() override;
    void change_settings(const Json& changes) override { website_->change_settings(changes); }

    Pages& pages() { return pages_; }

  private:
    ApacheForm form_;
    Pages pages_;
    std::unique_ptr<Website> website_;
    Server server_;  // the last one: it calls into all the others
};

}  // namespace fedcloud::testbed
