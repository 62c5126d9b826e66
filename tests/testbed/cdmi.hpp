// One simulated CDMI server: object storage with containers and data objects.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "cdmi_service.hpp"
#include "gatekeeper.hpp"
#include "options.hpp"
#include "participant.hpp"
#include "server.hpp"
#include "shared_settings.hpp"

namespace fedcloud::testbed {

class Cdmi final : public Participant {
  public:
    // Listens as soon as it exists. `keystone` is the address that it names in its challenge, empty
    // where there is no Keystone. Throws std::runtime_error.
    Cdmi(const CdmiOptions& options, const Pki& pki, std::unique_ptr<Gatekeeper> gatekeeper,
         std::string keystone);

    void received(const Call& call) override;
    Answer answer(const Call& call) override;
    Answer unauthorized(const Call& call) override;
    const AnswerForm& form() const override { return form_; }
    Seconds latency() override { return settings_.get().latency; }

    Server& server() override { return server_; }
    Json summary() const override;
    Json description() override;
    void change_settings(const Json& changes) override { settings_.apply(changes); }

    Json objects();
    Json add_foreign(const Json& description);  // throws std::invalid_argument
    void forget_objects();

  private:
    class Form final : public AnswerForm {
      public:
        explicit Form(const cdmi::Traits& traits) : traits_{traits} {}

        Answer error(const Call& call, int status, const std::string& message) const override;
        Answer with_body(int status, const std::string& type,
                         const std::string& body) const override;

      private:
        const cdmi::Traits& traits_;
    };

    std::string challenge(const CdmiSettings& settings) const;
    bool admits(const Call& call, const CdmiSettings& settings) const;

    const cdmi::Traits& traits_;
    Form form_;
    std::unique_ptr<Gatekeeper> gatekeeper_;
    std::string keystone_;
    std::mutex tree_mutex_;
    cdmi::Tree tree_;
    SharedSettings<CdmiSettings> settings_;
    Server server_;  // the last one: it calls into all the others
};

}  // namespace fedcloud::testbed
