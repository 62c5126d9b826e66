// One simulated Keystone: the identity service that sites send their clients to.
#pragma once

#include <mutex>
#include <string>

#include "keystone_call.hpp"
#include "options.hpp"
#include "participant.hpp"
#include "server.hpp"
#include "shared_settings.hpp"

namespace fedcloud::testbed {

class Keystone final : public Participant {
  public:
    // Listens as soon as it exists. `check_bearer` is called from several threads. Throws
    // std::runtime_error.
    Keystone(const KeystoneOptions& options, const Pki& pki, BearerCheck check_bearer);

    Answer answer(const Call& call) override;
    Answer unauthorized(const Call& call) override;
    const AnswerForm& form() const override { return form_; }
    Seconds latency() override { return settings_.get().latency; }

    Server& server() override { return server_; }
    Json summary() const override;
    Json description() override;
    void change_settings(const Json& changes) override { settings_.apply(changes); }

    Json tokens() { return tokens_.list(); }
    void revoke_tokens() { tokens_.revoke_all(); }

    // What sites name in their challenge: the address with the newest version that there is.
    std::string uri() const;

    // Whether a site behind this Keystone lets the token in: only with a project.
    bool admits(const std::string& token);

    // What the catalogue calls OCCI, unless a setting says otherwise.
    void set_site(const std::string& endpoint);

  private:
    class Form final : public AnswerForm {
      public:
        Answer error(const Call& call, int status, const std::string& message) const override;
        Answer with_body(int status, const std::string& type,
                         const std::string& body) const override;
    };

    Answer route(keystone::IdentityCall it) const;
    std::string site();

    Form form_;
    BearerCheck check_bearer_;
    TokenStore tokens_;
    SharedSettings<KeystoneSettings> settings_;
    std::mutex site_mutex_;
    std::string site_;
    Server server_;  // the last one: it calls into all the others
};

}  // namespace fedcloud::testbed
