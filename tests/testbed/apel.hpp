// An APEL accounting service: its old pages, and the REST service that has taken their place.
#pragma once

#include "apel_settings.hpp"
#include "options.hpp"
#include "shared_settings.hpp"
#include "website.hpp"

namespace fedcloud::testbed {

class Apel final : public Website {
  public:
    explicit Apel(const WebOptions& options);

    Answer answer(const Call& call) override;
    Seconds latency() override { return settings_.get().latency; }
    Json settings() override { return to_json(settings_.get()); }
    void change_settings(const Json& changes) override { settings_.apply(changes); }

  private:
    SharedSettings<ApelSettings> settings_;
};

}  // namespace fedcloud::testbed
