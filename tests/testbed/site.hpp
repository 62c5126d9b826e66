// One simulated cloud site: an OCCI server with its machines.
#pragma once

#include <memory>
#include <string>

#include "dialect.hpp"
#include "gatekeeper.hpp"
#include "machine_store.hpp"
#include "options.hpp"
#include "participant.hpp"
#include "server.hpp"
#include "shared_settings.hpp"

namespace fedcloud::testbed {

class Site final : public Participant {
  public:
    // Listens as soon as it exists. Throws std::runtime_error.
    Site(const SiteOptions& options, const Pki& pki, std::unique_ptr<Gatekeeper> gatekeeper);

    void received(const Call& call) override;
    Answer answer(const Call& call) override;
    Answer unauthorized(const Call& call) override;
    const AnswerForm& form() const override { return *dialect_; }
    Seconds latency() override { return settings_.get().latency; }

    Server& server() override { return server_; }
    Json summary() const override;
    Json description() override;
    void change_settings(const Json& changes) override { settings_.apply(changes); }

    Json machines();
    Json add_foreign(const Json& description);  // throws std::invalid_argument
    void forget_machines() { machines_.forget_all(); }

  private:
    SiteOptions options_;
    std::unique_ptr<Dialect> dialect_;
    std::unique_ptr<Gatekeeper> gatekeeper_;
    MachineStore machines_;
    SharedSettings<Settings> settings_;
    Server server_;  // the last one: it calls into all the others
};

}  // namespace fedcloud::testbed
