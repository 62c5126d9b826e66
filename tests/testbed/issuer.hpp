// One simulated OpenID Connect issuer, as EGI Check-in is one.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "access_tokens.hpp"
#include "options.hpp"
#include "participant.hpp"
#include "server.hpp"
#include "shared_settings.hpp"

namespace fedcloud::testbed {

class Issuer final : public Participant {
  public:
    // Listens as soon as it exists. Throws std::runtime_error.
    Issuer(const IssuerOptions& options, const Pki& pki);

    Answer answer(const Call& call) override;
    Answer unauthorized(const Call& call) override;
    const AnswerForm& form() const override { return form_; }
    Seconds latency() override { return settings_.get().latency; }

    Server& server() override { return server_; }
    Json summary() const override;
    Json description() override;  // with the refresh tokens
    void change_settings(const Json& changes) override { settings_.apply(changes); }

    // Whose access token this is; empty when it is not of this issuer, or expired.
    std::optional<BearerHolder> check(const std::string& token) { return tokens_.find(token); }

    // Tokens of all kinds, each in a file of its own.
    void write_samples(const std::filesystem::path& folder);

  private:
    using Fields = std::map<std::string, std::string>;

    class Form final : public AnswerForm {
      public:
        Answer error(const Call& call, int status, const std::string& message) const override;
        Answer with_body(int status, const std::string& type,
                         const std::string& body) const override;
    };

    Answer discovery(const IssuerSettings& settings) const;
    Answer grant(const Call& call, const IssuerSettings& settings);
    Answer refresh(const Fields& fields, const IssuerSettings& settings);
    Json access_token(const std::string& subject, const IssuerSettings& settings);

    Form form_;
    AccessTokens tokens_;
    SharedSettings<IssuerSettings> settings_;
    Server server_;  // the last one: it calls into all the others
};

}  // namespace fedcloud::testbed
