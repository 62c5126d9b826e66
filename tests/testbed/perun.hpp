// A Perun: the remote calls that tell whether it is well, as perun-rpc answers them.
#pragma once

#include "options.hpp"
#include "perun_settings.hpp"
#include "shared_settings.hpp"
#include "website.hpp"

namespace fedcloud::testbed {

class Perun final : public Website {
  public:
    explicit Perun(const WebOptions& options);

    Answer answer(const Call& call) override;
    Seconds latency() override { return settings_.get().latency; }
    Json settings() override { return to_json(settings_.get()); }
    void change_settings(const Json& changes) override { settings_.apply(changes); }

  private:
    bool asks_for_certificates_;
    SharedSettings<PerunSettings> settings_;
};

}  // namespace fedcloud::testbed
