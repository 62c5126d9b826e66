// A GOCDB: the public and the private programmatic interface of a registry of sites and services.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "gocdb_faults.hpp"
#include "gocdb_running.hpp"
#include "gocdb_settings.hpp"
#include "options.hpp"
#include "website.hpp"

namespace fedcloud::testbed {

class Gocdb final : public Website {
  public:
    // `servers` are those of which it tells where its content is running.
    Gocdb(const GocdbOptions& options, std::vector<gocdb::RunningServer> servers);

    Answer answer(const Call& call) override;
    Seconds latency() override;
    Json settings() override;
    void change_settings(const Json& changes) override;

    // The whole registry, in the place of the settings' content, and that again. All of these throw
    // std::invalid_argument; then nothing has changed.
    Json registry();
    void replace_registry(const Json& description);
    void restore_registry();

    // Downtimes in the place of those there are, or besides them.
    void replace_downtimes(const Json& list);
    void add_downtime(const Json& description);

    // Its own address, at which a broker is pretended to be, too.
    void set_address(const std::string& url);

    gocdb::PageFaults& faults() { return faults_; }

  private:
    struct State {
        GocdbSettings settings;
        std::shared_ptr<const gocdb::Registry> registry;
        std::uint64_t edition = 0;
    };

    State state();
    std::string made_body(const Call& call, const State& now, const gocdb::Query& query,
                          const std::optional<gocdb::Cursor>& cursor);
    Answer call_method(const Call& call, const State& now, bool is_private);

    // With the mutex held.
    std::shared_ptr<const gocdb::Registry> content() const;
    void publish(std::shared_ptr<const gocdb::Registry> registry);

    std::vector<gocdb::RunningServer> servers_;
    gocdb::PageFaults faults_;
    std::mutex mutex_;
    GocdbSettings settings_;
    std::shared_ptr<const gocdb::Registry> whole_;      // as it was made or given
    std::shared_ptr<const gocdb::Registry> published_;  // with what the settings spoil
    std::string address_;

    // Answers without a fault, by path and query, so that whoever measures a client measures it and
    // not this server. They are of the edition, which ends with every change.
    std::uint64_t edition_ = 0;
    std::map<std::string, std::shared_ptr<const std::string>> made_;
    std::size_t made_bytes_ = 0;
};

}  // namespace fedcloud::testbed
